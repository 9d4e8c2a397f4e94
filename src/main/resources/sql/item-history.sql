-- Of each item that is asked about: what its author did lately, and what goes on under its post.
WITH asked AS (
    SELECT i.id, i.platform, i.post_id, i.person, i.likeness, i.created_time, make_interval(secs => a.burst) AS burst,
           make_interval(secs => a.alike) AS alike, make_interval(secs => a.offences) AS offences
    FROM unnest(?::text[]::uuid[], ?::bigint[], ?::bigint[], ?::bigint[]) AS a (id, burst, alike, offences)
    JOIN social_media_items i ON i.id = a.id
), posts AS MATERIALIZED (
    -- the times at which items came, in order: width_bucket counts those until a moment
    SELECT p.platform, p.post_id, ARRAY(SELECT o.created_time FROM social_media_items o
        WHERE o.platform = p.platform AND o.post_id = p.post_id AND o.created_time > p.since AND o.created_time <= p.latest
        ORDER BY o.created_time) AS times
    FROM (SELECT platform, post_id, min(created_time - burst) AS since, max(created_time) AS latest
        FROM asked WHERE post_id IS NOT NULL GROUP BY platform, post_id) p
), replied AS MATERIALIZED (
    SELECT o.platform, o.post_id, o.id
    FROM optimization_actions r JOIN social_media_items o ON o.platform = r.platform AND o.object_id = r.subject_id
    WHERE r.subject_kind = 'item' AND r.action_type = 'reply' AND r.status IN ('approved', 'ready', 'executing', 'done')
      AND r.created_at > ?::timestamptz - interval '24 hours'
)
SELECT a.id,
       (SELECT count(*) FROM social_media_items o
        WHERE o.person = a.person AND o.hidden_at > ?::timestamptz - a.offences AND o.id <> a.id) AS hidden_items,
       (SELECT count(*) FROM social_media_items o JOIN optimization_actions r ON r.platform = o.platform AND r.subject_id = o.object_id
        WHERE o.person = a.person AND r.subject_kind = 'item' AND r.action_type = 'reply' AND o.id <> a.id
          AND r.status IN ('approved', 'ready', 'executing', 'done')
          AND r.created_at > ?::timestamptz - interval '24 hours') AS author_replies,
       (SELECT count(*) FROM replied r
        WHERE r.platform = a.platform AND r.post_id = a.post_id AND r.id <> a.id) AS post_replies,
       coalesce(width_bucket(a.created_time, p.times) - width_bucket(a.created_time - a.burst, p.times), 0) AS post_items,
       -- first those that are alike, by their index, then those of them that are recent: by time alone it would be all there are
       (SELECT count(DISTINCT o.person) FROM (SELECT o.person, o.created_time FROM social_media_items o
        WHERE o.likeness && a.likeness OFFSET 0) o
        WHERE o.created_time <= a.created_time AND o.created_time > a.created_time - a.alike) AS alike_users,
       EXISTS (SELECT FROM post_bursts b
        WHERE b.platform = a.platform AND b.post_id = a.post_id AND b.until > ?::timestamptz) AS burst
FROM asked a
LEFT JOIN posts p ON p.platform = a.platform AND p.post_id = a.post_id
