-- Who says yes to what is held, until when, and what becomes of it when nobody does; and what was done to undo something.
ALTER TABLE optimization_actions
    ADD COLUMN approval_rule text,
    ADD COLUMN approver      text,
    ADD COLUMN deadline      timestamptz,
    ADD COLUMN otherwise     text CHECK (otherwise IN ('reject', 'approve')),
    ADD COLUMN remind_at     timestamptz, -- null when nobody is to be reminded any more
    ADD COLUMN escalate_at   timestamptz, -- stays: from then on escalate_to may say yes too
    ADD COLUMN escalate_to   text,
    ADD COLUMN escalated     boolean NOT NULL DEFAULT false,
    ADD COLUMN decided_by    text,
    ADD COLUMN decided_at    timestamptz,
    ADD COLUMN comment       text,
    ADD COLUMN undoes        uuid REFERENCES optimization_actions;

UPDATE optimization_actions
SET approval_rule = 'before there was a table', approver = 'operator', deadline = now() + interval '24 hours', otherwise = 'reject'
WHERE status = 'held';

ALTER TABLE optimization_actions
    ADD CONSTRAINT held_has_an_end CHECK (status <> 'held' OR (approver IS NOT NULL AND deadline IS NOT NULL AND otherwise IS NOT NULL)),
    DROP CONSTRAINT optimization_actions_decision_id_rule_id_action_type_key;
CREATE UNIQUE INDEX idx_optimization_actions_once ON optimization_actions (decision_id, rule_id, action_type) WHERE undoes IS NULL;
-- One undo at a time; one that came to nothing may be tried again.
CREATE UNIQUE INDEX idx_optimization_actions_undoes ON optimization_actions (undoes)
    WHERE undoes IS NOT NULL AND status NOT IN ('failed', 'dead', 'suppressed');

DROP INDEX idx_optimization_actions_work;
CREATE INDEX idx_optimization_actions_work ON optimization_actions (next_attempt_at)
    WHERE status IN ('ready', 'approved', 'executing');
CREATE INDEX idx_optimization_actions_waiting ON optimization_actions (deadline) WHERE status = 'held';

ALTER TABLE optimization_rules
    DROP CONSTRAINT optimization_rules_rule_type_check,
    ADD CONSTRAINT optimization_rules_rule_type_check
        CHECK (rule_type IN ('proposal', 'gate', 'limit', 'alert', 'approval', 'guardrail'));
