-- Runs over items are many, and no one looks for what is unusual in one of them.
DROP INDEX idx_runs_not_looked_at;
CREATE INDEX idx_runs_not_looked_at ON runs (created_at)
    WHERE looked_at IS NULL AND status = 'completed' AND NOT dry_run AND trigger NOT IN ('decide', 'moderation');

-- Rules tried out on items of the past: counted, looked at, and then done in bulk, once somebody said yes to each.
CREATE TABLE retro_hunts (
    id           uuid        PRIMARY KEY,
    status       text        NOT NULL CHECK (status IN ('queued', 'running', 'completed', 'failed')),
    release_id   bigint      NOT NULL REFERENCES releases,
    rule         text,
    platforms    text[],
    span_from    timestamptz NOT NULL,
    span_to      timestamptz NOT NULL CHECK (span_to >= span_from),
    looked       bigint      NOT NULL DEFAULT 0,
    error        text,
    attempts     integer     NOT NULL DEFAULT 0,
    requested_by text        NOT NULL,
    created_at   timestamptz NOT NULL,
    finished_at  timestamptz,
    run_id       uuid REFERENCES runs,
    reason       text,
    acted_by     text,
    acted_at     timestamptz
);
CREATE INDEX idx_retro_hunts_created_at ON retro_hunts (created_at DESC, id DESC);
CREATE INDEX idx_retro_hunts_open ON retro_hunts (created_at) WHERE status IN ('queued', 'running');

CREATE TABLE retro_hunt_matches (
    hunt_id uuid NOT NULL REFERENCES retro_hunts ON DELETE CASCADE,
    item_id uuid NOT NULL REFERENCES social_media_items,
    rule    text NOT NULL,
    action  text NOT NULL,
    PRIMARY KEY (hunt_id, item_id)
);
