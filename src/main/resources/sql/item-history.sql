-- Of each item that is asked about: what its author did lately, and what goes on under its post.
WITH asked AS (
    SELECT i.id, i.platform, i.post_id, i.person, i.likeness, i.created_time, make_interval(secs => a.burst) AS burst,
           make_interval(secs => a.alike) AS alike, make_interval(secs => a.offences) AS offences
    FROM unnest(?::text[]::uuid[], ?::bigint[], ?::bigint[], ?::bigint[]) AS a (id, burst, alike, offences)
    JOIN social_media_items i ON i.id = a.id
)
SELECT a.id,
       (SELECT count(*) FROM social_media_items o
        WHERE o.person = a.person AND o.hidden_at > ?::timestamptz - a.offences AND o.id <> a.id) AS hidden_items,
       (SELECT count(*) FROM social_media_items o JOIN optimization_actions r ON r.platform = o.platform AND r.subject_id = o.object_id
        WHERE o.person = a.person AND r.subject_kind = 'item' AND r.action_type = 'reply' AND o.id <> a.id
          AND r.status NOT IN ('rejected', 'expired', 'failed', 'dead', 'suppressed', 'undone')
          AND r.created_at > ?::timestamptz - interval '24 hours') AS author_replies,
       (SELECT count(*) FROM social_media_items o JOIN optimization_actions r ON r.platform = o.platform AND r.subject_id = o.object_id
        WHERE o.platform = a.platform AND o.post_id = a.post_id AND r.subject_kind = 'item' AND r.action_type = 'reply'
          AND r.status IN ('approved', 'ready', 'executing', 'done') AND o.id <> a.id
          AND r.created_at > ?::timestamptz - interval '24 hours') AS post_replies,
       (SELECT count(*) FROM social_media_items o
        WHERE o.platform = a.platform AND o.post_id = a.post_id AND o.created_time <= a.created_time
          AND o.created_time > a.created_time - a.burst) AS post_items,
       (SELECT count(DISTINCT o.person) FROM social_media_items o
        WHERE o.likeness && a.likeness AND o.created_time <= a.created_time
          AND o.created_time > a.created_time - a.alike) AS alike_users,
       EXISTS (SELECT FROM post_bursts b
        WHERE b.platform = a.platform AND b.post_id = a.post_id AND b.until > ?::timestamptz) AS burst
FROM asked a
