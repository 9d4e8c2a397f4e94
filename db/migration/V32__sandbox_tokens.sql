-- Access tokens that the simulated Google issued.
CREATE TABLE sandbox.tokens (
    token      text        PRIMARY KEY,
    expires_at timestamptz NOT NULL,
    revoked    boolean     NOT NULL DEFAULT false
);
