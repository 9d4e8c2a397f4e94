-- What waits for a person has changed nothing yet, and a guardrail that says that it did says what is not true.
CREATE OR REPLACE VIEW counted_actions AS
SELECT a.platform, a.campaign_id, a.action_type, a.action_details, r.rule_name, a.created_at,
       coalesce(u.moment, u.known_at, a.created_at) AS moment
FROM optimization_actions a
JOIN optimization_rules r ON r.id = a.rule_id
JOIN runs u ON u.id = a.run_id
WHERE a.status NOT IN ('held', 'rejected', 'expired', 'failed', 'dead', 'suppressed');

-- For a run that concludes anew what an earlier one left to a person.
CREATE INDEX idx_optimization_actions_held ON optimization_actions (platform, campaign_id) WHERE status = 'held';
CREATE INDEX idx_optimization_actions_run ON optimization_actions (run_id);

-- For a question about a past day: what was changed since.
CREATE INDEX idx_campaign_changes_changed_at ON campaign_changes (changed_at);
