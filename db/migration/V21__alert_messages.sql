-- Alerts that somebody acknowledged, or nobody did in time; and the messages that tell people of them.
ALTER TABLE alerts
    ADD COLUMN run_id          uuid REFERENCES runs ON DELETE SET NULL, -- when it is about a run
    ADD COLUMN escalated_at    timestamptz,
    ADD COLUMN acknowledged_at timestamptz,
    ADD COLUMN acknowledged_by text,
    ADD COLUMN comment         text;

-- Nobody was told of those before: nobody is to be told that they went unanswered.
UPDATE alerts SET escalated_at = now();

CREATE INDEX idx_alerts_unacknowledged ON alerts (raised_at)
    WHERE acknowledged_at IS NULL AND escalated_at IS NULL AND escalate_after IS NOT NULL;

CREATE TABLE alert_messages (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    alert_id        uuid        NOT NULL REFERENCES alerts ON DELETE CASCADE,
    channel         text        NOT NULL,
    event           text        NOT NULL CHECK (event IN ('raised', 'escalated', 'acknowledged')),
    status          text        NOT NULL DEFAULT 'ready' CHECK (status IN ('ready', 'sent', 'failed')),
    attempts        int         NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL, -- while somebody sends it, the end of their lease
    sent_at         timestamptz,
    detail          text,                 -- why it was not sent
    UNIQUE (alert_id, channel, event)
);
CREATE INDEX idx_alert_messages_due ON alert_messages (next_attempt_at) WHERE status = 'ready';
