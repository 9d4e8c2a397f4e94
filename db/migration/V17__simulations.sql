-- Releases tried out on what was: asked for, under way and over.
CREATE TABLE simulations (
    id              uuid        PRIMARY KEY,
    status          text        NOT NULL CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
    release_id      bigint      NOT NULL REFERENCES releases,
    compare_id      bigint      REFERENCES releases,
    from_day        date        NOT NULL,
    to_day          date        NOT NULL CHECK (to_day >= from_day),
    known_at        text        NOT NULL CHECK (known_at IN ('then', 'now')),
    platforms       text[],
    account_ids     text[],
    rollout_percent integer     NOT NULL CHECK (rollout_percent BETWEEN 0 AND 100),
    requested_by    text        NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    days_done       integer     NOT NULL DEFAULT 0,
    report          jsonb,
    error           text,
    created_at      timestamptz NOT NULL,
    started_at      timestamptz,
    finished_at     timestamptz
);
CREATE INDEX idx_simulations_created_at ON simulations (created_at DESC, id DESC);
CREATE INDEX idx_simulations_open ON simulations (created_at) WHERE status IN ('queued', 'running');

-- The campaigns that fared differently under the two releases.
CREATE TABLE simulation_differences (
    simulation_id uuid    NOT NULL REFERENCES simulations ON DELETE CASCADE,
    number        integer NOT NULL,
    difference    jsonb   NOT NULL,
    PRIMARY KEY (simulation_id, number)
);
