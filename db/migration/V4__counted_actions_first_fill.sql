-- Ages of past actions count from the moments of runs, not from when their conclusions happened to be written: two runs that
-- the schedule wants 24 hours apart are 24 hours apart. The moment is the scheduled time of a run that started within the hour,
-- and the start of any other.
ALTER TABLE runs ADD COLUMN moment timestamptz;

-- The actions that count when a guardrail looks back. What was refused, given up or suppressed changed nothing. An action that
-- was undone did change something, and so did its undo, which is an action of its own: the platform saw two changes.
CREATE VIEW counted_actions AS
SELECT a.platform, a.campaign_id, a.action_type, a.action_details, r.rule_name, a.created_at,
       coalesce(u.moment, u.known_at, a.created_at) AS moment
FROM optimization_actions a
JOIN optimization_rules r ON r.id = a.rule_id
JOIN runs u ON u.id = a.run_id
WHERE a.status NOT IN ('rejected', 'expired', 'failed', 'dead', 'suppressed');

-- The first fill of this database, once it has begun. One that a killed service left is gone on with at the next start.
CREATE TABLE first_fill (
    one          boolean     PRIMARY KEY DEFAULT true CHECK (one),
    begun_at     timestamptz NOT NULL,
    completed_at timestamptz
);
