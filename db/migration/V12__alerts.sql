-- What people are told of: an anomaly that the alert table judged. One a day of a kind, a subject and a row of the table.
CREATE TABLE alerts (
    id             uuid        PRIMARY KEY,
    kind           text        NOT NULL,
    subject        text        NOT NULL,
    count          bigint      NOT NULL,
    usual          numeric,
    rule           text        NOT NULL,
    level          text        NOT NULL CHECK (level IN ('info', 'warning', 'critical')),
    channels       text[]      NOT NULL,
    escalate_after interval,
    reason         text        NOT NULL,
    release_id     bigint      NOT NULL REFERENCES releases,
    raised_on      date        NOT NULL,
    raised_at      timestamptz NOT NULL,
    UNIQUE (kind, subject, rule, raised_on)
);
CREATE INDEX idx_alerts_raised_at ON alerts (raised_at DESC, id DESC);

-- The networks (/24 of IPv4, /48 of IPv6) that keys were used from.
CREATE TABLE key_networks (
    actor      text        NOT NULL,
    network    cidr        NOT NULL,
    first_seen timestamptz NOT NULL,
    PRIMARY KEY (actor, network)
);
CREATE INDEX idx_key_networks_first_seen ON key_networks (first_seen);

ALTER TABLE optimization_rules
    DROP CONSTRAINT optimization_rules_rule_type_check,
    ADD CONSTRAINT optimization_rules_rule_type_check
        CHECK (rule_type IN ('proposal', 'gate', 'limit', 'alert', 'guardrail'));
