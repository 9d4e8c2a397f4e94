-- What a platform told by itself and is still to be read. Of what was read the name stays for some days: told again, it is no work.
CREATE TABLE webhook_events (
    id          uuid        PRIMARY KEY,
    source      text        NOT NULL,
    name        text        NOT NULL,                        -- a keyed hash of the body
    body        text        CHECK (body IS NULL OR starts_with(body, 'sealed:')),
    received_at timestamptz NOT NULL,
    -- to be read: by whom it is, the end of their lease
    due_at      timestamptz,
    holder      uuid,
    tries       integer     NOT NULL DEFAULT 0,
    UNIQUE (source, name),
    CONSTRAINT due_has_a_body CHECK (due_at IS NULL OR body IS NOT NULL)
);
CREATE INDEX idx_webhook_events_due ON webhook_events (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX idx_webhook_events_received ON webhook_events (received_at);

-- How far the items of each source were pulled.
CREATE TABLE item_pulls (
    source    text        PRIMARY KEY,
    pulled_to timestamptz,                                   -- what was written until then is known
    tried_at  timestamptz NOT NULL,
    items     bigint      NOT NULL DEFAULT 0,                -- of the last pull that came through
    error     text                                           -- of the last pull, if it failed
);

-- Of the actions of one subject no two are done at once.
CREATE INDEX idx_optimization_actions_subject_due ON optimization_actions (platform, subject_kind, subject_id)
    WHERE status IN ('ready', 'approved', 'executing');
