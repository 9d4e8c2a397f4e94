-- How figures of campaigns changed after a rule acted on them, and after it would have but for the comparison group: the 7 days
-- after that day against the 7 before, in percent of each campaign's own. Parameters: the rule's verdict to look for, the rule,
-- the first and the last day, the rule, today.
WITH judged AS (
    SELECT d.platform, d.subject_id AS campaign_id, r.as_of AS day, d.created_at,
           CASE WHEN v ->> 'verdict' = 'allowed' AND (a.status = 'done' OR EXISTS (SELECT FROM action_returns t
                    WHERE t.action_id = a.id AND t.status = 'returned')) THEN 'treated'
                WHEN v ->> 'verdict' = 'held' AND coalesce(a.status, 'held') IN ('held', 'rejected', 'expired')
                    AND v -> 'guardrails' @> '[{"guardrail": "rollout"}]'
                    AND NOT EXISTS (SELECT FROM jsonb_array_elements(v -> 'guardrails') g
                                    WHERE g ->> 'guardrail' NOT IN ('rollout', 'limits')) THEN 'untouched' END AS side
    FROM decisions d
    JOIN runs r ON r.id = d.run_id AND NOT r.dry_run
    CROSS JOIN LATERAL jsonb_array_elements(d.verdicts) v
    LEFT JOIN optimization_actions a ON a.decision_id = d.id AND a.undoes IS NULL
        AND a.rule_id = (SELECT id FROM optimization_rules WHERE rule_name = v ->> 'rule')
    WHERE d.verdicts @> ?::jsonb AND v ->> 'rule' = ? AND r.as_of BETWEEN ? AND ?
),
first_time AS (
    SELECT DISTINCT ON (platform, campaign_id) platform, campaign_id, day, side
    FROM judged
    WHERE side IS NOT NULL
    ORDER BY platform, campaign_id, day, created_at
),
compared AS (
    SELECT f.*
    FROM first_time f
    WHERE f.day + 7 < ?
      AND EXISTS (SELECT FROM campaign_performance l WHERE l.date = f.day + 7 AND l.platform = f.platform)
      AND (f.side = 'treated'
           OR NOT EXISTS (SELECT FROM campaign_changes c
                          WHERE c.platform = f.platform AND c.campaign_id = f.campaign_id
                            AND c.changed_at >= f.day AND c.changed_at < f.day + 8))
),
summed AS (
    SELECT c.side,
           sum(p.spend) FILTER (WHERE p.date < c.day) AS spend_before,
           coalesce(sum(p.spend) FILTER (WHERE p.date > c.day), 0) AS spend_after,
           sum(p.conversions) FILTER (WHERE p.date < c.day) AS conversions_before,
           coalesce(sum(p.conversions) FILTER (WHERE p.date > c.day), 0) AS conversions_after,
           sum(p.revenue) FILTER (WHERE p.date < c.day) AS revenue_before,
           coalesce(sum(p.revenue) FILTER (WHERE p.date > c.day), 0) AS revenue_after
    FROM compared c
    JOIN campaign_performance p ON p.platform = c.platform AND p.campaign_id = c.campaign_id
        AND p.date BETWEEN c.day - 7 AND c.day + 7
    GROUP BY c.side, c.platform, c.campaign_id
),
figures AS (
    SELECT s.side, m.metric, m.before, m.after
    FROM summed s
    CROSS JOIN LATERAL (VALUES
        ('spend', spend_before, spend_after),
        ('conversions', conversions_before, conversions_after),
        ('revenue', revenue_before, revenue_after),
        ('cpl', spend_before / nullif(conversions_before, 0), spend_after / nullif(conversions_after, 0)),
        ('roas', revenue_before / nullif(spend_before, 0), revenue_after / nullif(spend_after, 0))
    ) m (metric, before, after)
)
SELECT side, metric, count(*) AS campaigns, count(change) AS measured, avg(change)::float8 AS mean,
       var_samp(change)::float8 AS variance
FROM (SELECT side, metric, (after - before) * 100 / nullif(before, 0) AS change FROM figures) changes
GROUP BY side, metric
