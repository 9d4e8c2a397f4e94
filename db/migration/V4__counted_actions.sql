-- The actions that count when a guardrail looks back. What was refused, given up or suppressed changed nothing. An action that
-- was undone did change something, and so did its undo, which is an action of its own: the platform saw two changes.
CREATE VIEW counted_actions AS
SELECT a.platform, a.campaign_id, a.action_type, a.action_details, r.rule_name, a.created_at
FROM optimization_actions a
JOIN optimization_rules r ON r.id = a.rule_id
WHERE a.status NOT IN ('rejected', 'expired', 'failed', 'dead', 'suppressed');
