-- From when an action counts where somebody looks back at a campaign. What waited for a yes, or was given up and let be tried again,
-- changed nothing before; all else counts from the moment of its run.
ALTER TABLE optimization_actions ADD COLUMN retried_at timestamptz;
ALTER TABLE optimization_actions ADD COLUMN counted_from timestamptz GENERATED ALWAYS AS (greatest(created_at, decided_at,
    CASE WHEN retried_at IS NOT NULL THEN coalesce(finished_at, retried_at) END)) STORED;
UPDATE optimization_actions
SET retried_at = (SELECT max((try ->> 'at')::timestamptz) FROM jsonb_array_elements(tries) AS try WHERE try ->> 'result' = 'retried')
WHERE tries @> '[{"result": "retried"}]';
CREATE INDEX idx_optimization_actions_counted_from ON optimization_actions (counted_from) WHERE campaign_id IS NOT NULL;

DROP VIEW counted_actions;
CREATE VIEW counted_actions AS
SELECT a.platform, a.campaign_id, a.action_type, a.action_details, r.rule_name, a.counted_from,
       CASE WHEN a.undoes IS NULL AND a.counted_from = a.created_at THEN coalesce(u.moment, u.known_at, a.created_at)
           ELSE a.counted_from END AS moment
FROM optimization_actions a
JOIN optimization_rules r ON r.id = a.rule_id
JOIN runs u ON u.id = a.run_id
WHERE a.status NOT IN ('held', 'rejected', 'expired', 'failed', 'dead', 'suppressed') AND a.campaign_id IS NOT NULL;

-- Whether an earlier try may have been sent, and done it. One that the platform refused to look at, or our own limit kept back, was not.
ALTER TABLE optimization_actions ADD COLUMN tried boolean NOT NULL DEFAULT false;
UPDATE optimization_actions SET tried = true
WHERE attempts > 1 OR attempts > 0 AND status NOT IN ('done', 'undone')
    OR jsonb_path_exists(tries, '$[*] ? (@.result != "lost" && @.result != "already")');

-- An undo that a person made another change of, and somebody rejected or nobody answered, came to nothing too.
DROP INDEX idx_optimization_actions_undoes;
CREATE UNIQUE INDEX idx_optimization_actions_undoes ON optimization_actions (undoes)
    WHERE undoes IS NOT NULL AND status NOT IN ('rejected', 'expired', 'failed', 'dead', 'suppressed');
