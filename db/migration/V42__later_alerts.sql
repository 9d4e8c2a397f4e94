-- The same may be told more than once a day: of each run, and of what grew, or ceased and came again.
ALTER TABLE alerts
    DROP CONSTRAINT alerts_kind_subject_rule_raised_on_key,
    ADD COLUMN seen_at timestamptz; -- when it was found last
UPDATE alerts SET seen_at = raised_at;
ALTER TABLE alerts ALTER COLUMN seen_at SET NOT NULL;
CREATE INDEX idx_alerts_same ON alerts (kind, subject, rule, raised_at DESC);

-- The held actions that an alert asks somebody for.
ALTER TABLE alerts ADD COLUMN actions uuid[] NOT NULL DEFAULT '{}';

-- Alerts that are told as one are one incident, named for the first of them.
ALTER TABLE alerts ADD COLUMN incident uuid;
UPDATE alerts SET incident = told.incident
FROM (SELECT id, first_value(id) OVER (PARTITION BY rule, raised_on ORDER BY raised_at, id) AS incident FROM alerts) told
WHERE told.id = alerts.id;
ALTER TABLE alerts ALTER COLUMN incident SET NOT NULL;
CREATE INDEX idx_alerts_incident ON alerts (incident);

ALTER TABLE alert_messages ADD COLUMN sending boolean NOT NULL DEFAULT false; -- somebody has it, until next_attempt_at
