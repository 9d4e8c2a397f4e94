-- What people do with items: what they want done by themselves, what they say of it, and the order in which it waits for them.
ALTER TABLE social_media_items
    ADD COLUMN intent        text, -- what the latest classification says
    ADD COLUMN sentiment     text,
    ADD COLUMN reclassify_by text, -- the classifier that somebody asks for; null for the one that is set
    ADD COLUMN escalated_to  text, -- a role or a user
    ADD COLUMN closed_at     timestamptz,
    ADD COLUMN closed_by     text;
UPDATE social_media_items i SET intent = c.intent, sentiment = c.sentiment
FROM (SELECT DISTINCT ON (item_id) item_id, intent, sentiment FROM item_classifications ORDER BY item_id, created_at DESC) c
WHERE c.item_id = i.id;

-- Severity x reach x age, as a logarithm (base 2), so that its order never changes while items wait: one step of severity counts as much
-- as a fourfold reach, or as four hours of waiting.
ALTER TABLE social_media_items
    ADD COLUMN priority double precision GENERATED ALWAYS AS (
        severity + ln(1 + reach::double precision) / ln(4::double precision)
            - extract(epoch FROM open_since AT TIME ZONE 'UTC')::double precision / 14400) STORED;
DROP INDEX idx_social_media_items_open;
CREATE INDEX idx_social_media_items_priority ON social_media_items (priority DESC, id) WHERE status = 'needs_person';
CREATE INDEX idx_social_media_items_answer_by ON social_media_items (answer_by) WHERE status = 'needs_person';

-- An action that no rule wanted, but a person.
ALTER TABLE optimization_actions
    ALTER COLUMN rule_id DROP NOT NULL,
    ALTER COLUMN decision_id DROP NOT NULL,
    ALTER COLUMN run_id DROP NOT NULL,
    ADD COLUMN ordered_by text,
    ADD CONSTRAINT wanted_by_a_rule_or_a_person CHECK (CASE WHEN ordered_by IS NULL
        THEN rule_id IS NOT NULL AND decision_id IS NOT NULL AND run_id IS NOT NULL
        ELSE rule_id IS NULL AND run_id IS NULL AND subject_kind = 'item' END);

ALTER TABLE item_reviews
    ADD COLUMN decided text NOT NULL CHECK (decided IN ('approved', 'rejected', 'escalated', 'resolved', 'acted', 'undone')),
    ADD COLUMN comment text;
CREATE INDEX idx_item_reviews_action ON item_reviews (action_id) WHERE action_id IS NOT NULL;
CREATE INDEX idx_optimization_actions_escalated ON optimization_actions (finished_at) WHERE action_type = 'escalate';
-- What was answered, for as much as may be answered in a day.
CREATE INDEX idx_optimization_actions_replies ON optimization_actions (created_at)
    WHERE subject_kind = 'item' AND action_type = 'reply' AND status IN ('approved', 'ready', 'executing', 'done');
