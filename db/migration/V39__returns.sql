-- Pauses that end by themselves: when, and what became of it. One of a campaign waits at a time, and each begins one resume at most.
CREATE TABLE action_returns (
    action_id   uuid        PRIMARY KEY REFERENCES optimization_actions, -- the pause
    platform    text        NOT NULL,
    campaign_id text        NOT NULL,
    due_at      timestamptz,
    condition   text,
    words       text        NOT NULL, -- what stands behind "until" in a sentence
    status      text        NOT NULL CHECK (status IN ('open', 'returning', 'returned', 'cancelled', 'failed')),
    resume_id   uuid        UNIQUE REFERENCES optimization_actions,
    because     text, -- why it was cancelled, or failed
    trouble     text, -- why the last run could not tell whether the condition is met
    opened_at   timestamptz NOT NULL,
    ended_at    timestamptz,
    CHECK ((due_at IS NULL) <> (condition IS NULL)),
    CHECK ((status = 'open') <= (resume_id IS NULL)),
    CHECK ((status IN ('returning', 'returned')) <= (resume_id IS NOT NULL)),
    CHECK ((status IN ('cancelled', 'failed')) <= (because IS NOT NULL)),
    FOREIGN KEY (platform, campaign_id) REFERENCES campaigns
);
CREATE UNIQUE INDEX uq_action_returns_campaign ON action_returns (platform, campaign_id) WHERE status IN ('open', 'returning');
CREATE INDEX idx_action_returns_due ON action_returns (due_at) WHERE status = 'open';

-- What brings back, by itself or because a person wants it, counts from when it was begun, not from the run whose action it undoes.
CREATE OR REPLACE VIEW counted_actions AS
SELECT a.platform, a.campaign_id, a.action_type, a.action_details, r.rule_name, a.created_at,
       CASE WHEN a.undoes IS NULL THEN coalesce(u.moment, u.known_at, a.created_at) ELSE a.created_at END AS moment
FROM optimization_actions a
JOIN optimization_rules r ON r.id = a.rule_id
JOIN runs u ON u.id = a.run_id
WHERE a.status NOT IN ('held', 'rejected', 'expired', 'failed', 'dead', 'suppressed') AND a.campaign_id IS NOT NULL;
