-- Feature flags that somebody has set. The others stand in the settings.
CREATE TABLE flags (
    name            text        PRIMARY KEY,
    rollout_percent integer     NOT NULL CHECK (rollout_percent BETWEEN 0 AND 100),
    fallback        text        NOT NULL,
    version         bigint      NOT NULL,
    set_at          timestamptz NOT NULL
);
