-- How many calls each platform may still be sent, by all replicas together. Kept by the rate limiter, in its own format.
CREATE TABLE call_limits (
    name       text PRIMARY KEY,
    state      bytea,
    expires_at bigint
);
