-- What came in and what became of it, by what is asked for. An item is answered when a reply was sent or a person decided about it.
WITH items AS (
    SELECT i.id, i.platform, i.received_at, i.status, coalesce(i.intent, 'unknown') AS intent,
           coalesce(i.sentiment, 'unknown') AS sentiment, (i.received_at AT TIME ZONE 'UTC')::date AS day,
           (SELECT min(r.at) FROM item_reviews r WHERE r.item_id = i.id) AS reviewed_at,
           a.replied_at, coalesce(a.hidden, 0) AS hidden, coalesce(a.deleted, 0) AS deleted, coalesce(a.replied, 0) AS replied,
           coalesce(a.escalated, 0) AS escalated, coalesce(a.at_once, 0) AS at_once
    FROM social_media_items i
    LEFT JOIN LATERAL (
        SELECT min(finished_at) FILTER (WHERE action_type = 'reply') AS replied_at,
               count(*) FILTER (WHERE action_type = 'hide') AS hidden,
               count(*) FILTER (WHERE action_type = 'delete') AS deleted,
               count(*) FILTER (WHERE action_type = 'reply') AS replied,
               count(*) FILTER (WHERE action_type = 'escalate') AS escalated,
               count(*) FILTER (WHERE action_type IN ('hide', 'delete') AND decided_by IS NULL) AS at_once
        FROM optimization_actions a
        WHERE a.subject_kind = 'item' AND a.platform = i.platform AND a.subject_id = i.object_id AND a.status IN ('done', 'undone')
          AND a.undoes IS NULL) a ON true
    WHERE i.received_at >= ? AND i.received_at < ?
)
SELECT CASE WHEN ? THEN day END AS day, CASE WHEN ? THEN platform END AS platform, CASE WHEN ? THEN intent END AS intent,
       CASE WHEN ? THEN sentiment END AS sentiment,
       count(*) AS items,
       count(*) FILTER (WHERE reviewed_at IS NOT NULL) AS reviewed,
       count(*) FILTER (WHERE status = 'needs_person') AS waiting,
       count(*) FILTER (WHERE intent IN ('question', 'complaint')) AS to_answer,
       count(*) FILTER (WHERE intent IN ('question', 'complaint') AND least(reviewed_at, replied_at) IS NOT NULL) AS answered,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM least(reviewed_at, replied_at) - received_at)) AS median_seconds,
       percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM least(reviewed_at, replied_at) - received_at)) AS p90_seconds,
       sum(escalated)::bigint AS escalations, sum(hidden)::bigint AS hidden, sum(deleted)::bigint AS deleted,
       sum(replied)::bigint AS replied, sum(at_once)::bigint AS at_once
FROM items
GROUP BY 1, 2, 3, 4 ORDER BY 1 DESC NULLS LAST, 2, 3, 4
