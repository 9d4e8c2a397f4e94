-- Every campaign with its days summed over five spans that do not overlap (see CampaignFactsReader), one row a span that
-- has data; each window is a sum of spans. One statement, one pass over the days, in the order of accounts.
WITH /* wanted */ known AS (
    SELECT platform, campaign_id, date, spend, impressions, clicks, conversions, revenue
    FROM campaign_performance
    WHERE date >= ?::date - 30 AND date < ?::date AND known_from <= ? /* if wanted */
    UNION ALL
    SELECT platform, campaign_id, date, spend, impressions, clicks, conversions, revenue
    FROM campaign_performance_history
    WHERE date >= ?::date - 30 AND date < ?::date AND known_from <= ? AND known_to > ? /* if wanted */
),
spans AS (
    SELECT platform,
           campaign_id,
           CASE WHEN age <= 1 THEN 0 WHEN age <= 3 THEN 1 WHEN age <= 7 THEN 2 WHEN age <= 14 THEN 3 ELSE 4 END AS span,
           count(*)           AS days,
           max(date)          AS last_day,
           sum(spend)         AS spend,
           sum(impressions)   AS impressions,
           sum(clicks)        AS clicks,
           count(conversions) AS conversion_days,
           sum(conversions)   AS conversions,
           count(revenue)     AS revenue_days,
           sum(revenue)       AS revenue
    FROM (SELECT ?::date - date AS age, * FROM known) aged
    GROUP BY platform, campaign_id, span
),
recent AS (
    SELECT platform, campaign_id, jsonb_agg(jsonb_build_object(
        'kind', kind, 'rule', rule, 'at', at, 'before', CASE WHEN kind = 'change_budget' THEN before END,
        'after', CASE WHEN kind = 'change_budget' THEN after END, 'manual', manual) ORDER BY at) AS actions
    FROM (
        SELECT platform, campaign_id, action_type AS kind, rule_name AS rule, moment AS at,
               action_details ->> 'before' AS before, action_details ->> 'after' AS after, false AS manual
        FROM counted_actions
        WHERE counted_from > ?::timestamptz - interval '30 days' AND counted_from <= ? /* if wanted */
        UNION ALL
        SELECT platform, campaign_id,
               CASE WHEN field = 'daily_budget' THEN 'change_budget' WHEN after = 'paused' THEN 'pause' ELSE 'resume' END,
               NULL, changed_at, before, after, true
        FROM campaign_changes
        WHERE changed_by <> 'action' AND changed_at > ?::timestamptz - interval '30 days' AND changed_at <= ? /* if wanted */
    ) done
    GROUP BY platform, campaign_id
),
later AS ( -- what a campaign was before it was changed after the present moment of this question, which may be long ago
    SELECT platform, campaign_id,
           (array_agg(before ORDER BY changed_at, id) FILTER (WHERE field = 'status'))[1] AS status,
           bool_or(field = 'daily_budget') AS budget_changed,
           (array_agg(before ORDER BY changed_at, id) FILTER (WHERE field = 'daily_budget'))[1] AS daily_budget
    FROM campaign_changes
    WHERE changed_at > ? /* if wanted */
    GROUP BY platform, campaign_id
),
complained AS ( -- under ads, which are Meta's, by the people that classifiers took for complaining
    SELECT 'meta' AS platform, campaign_id, count(*) AS complaints
    FROM social_media_items
    WHERE campaign_id IS NOT NULL AND intent = 'complaint' AND received_at > ?::timestamptz - interval '24 hours' AND received_at <= ?
    GROUP BY campaign_id
)
SELECT c.platform, c.account_id, c.campaign_id, c.name, c.status, c.daily_budget, c.lifetime_budget, c.currency, c.start_date,
       c.created_time, c.first_day, c.time_zone, c.last_synced_at, s.span, s.days, s.last_day, s.spend, s.impressions, s.clicks,
       s.conversion_days, s.conversions, s.revenue_days, s.revenue, recent.actions, coalesce(complained.complaints, 0) AS complaints
FROM (
    SELECT c.*, row_number() OVER (ORDER BY platform, account_id, campaign_id) AS place -- sorts faster than three texts
    FROM (
        SELECT platform, account_id, campaign_id, name, coalesce(l.status, n.status) AS status,
               CASE WHEN l.budget_changed THEN l.daily_budget::numeric ELSE n.daily_budget END AS daily_budget,
               lifetime_budget, currency, start_date, created_time, first_day, time_zone, last_synced_at
        FROM campaigns n LEFT JOIN later l USING (platform, campaign_id)
    ) c
    WHERE /* which campaigns */
) c
LEFT JOIN spans s USING (platform, campaign_id)
LEFT JOIN recent USING (platform, campaign_id)
LEFT JOIN complained USING (platform, campaign_id)
ORDER BY c.place, s.span
