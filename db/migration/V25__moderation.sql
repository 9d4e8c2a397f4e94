-- Items on their way from a webhook to what was decided about them, and to the person who decides.
ALTER TABLE social_media_items
    ADD COLUMN account_id   text        NOT NULL DEFAULT '',
    ADD COLUMN post_id      text,
    ADD COLUMN campaign_id  text,                            -- on Meta, whose ad the post is
    ADD COLUMN reach        bigint      NOT NULL DEFAULT 0,
    ADD COLUMN received_at  timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN told_at      timestamptz NOT NULL DEFAULT '-infinity', -- when its author last did what we were told of
    ADD COLUMN shown_told_at timestamptz NOT NULL DEFAULT '-infinity', -- when it was last hidden or shown, as we were told
    ADD COLUMN text_since   timestamptz NOT NULL DEFAULT '-infinity', -- by our clock: since when we know this text
    ADD COLUMN text_name    text,                            -- a keyed hash of the text: whether another one is another
    ADD COLUMN likeness     bigint[],                        -- nearly the same texts share one of these
    ADD COLUMN visibility   text        NOT NULL DEFAULT 'visible' CHECK (visibility IN ('visible', 'hidden', 'deleted')),
    ADD COLUMN hidden_at    timestamptz,                     -- when we took it out of sight; null while it is seen
    -- to be judged: by whom it is, the end of their lease
    ADD COLUMN due_at       timestamptz,
    ADD COLUMN holder       uuid,
    ADD COLUMN tries        integer     NOT NULL DEFAULT 0,
    ADD COLUMN decision_id  uuid REFERENCES decisions,
    ADD COLUMN sampled      boolean     NOT NULL DEFAULT false, -- chance chose it from what was done at once
    -- before a person
    ADD COLUMN status       text        NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'needs_person', 'handled', 'passed')),
    ADD COLUMN severity     smallint    NOT NULL DEFAULT 0 CHECK (severity BETWEEN 0 AND 9),
    ADD COLUMN open_because text,
    ADD COLUMN open_since   timestamptz,
    ADD COLUMN answer_by    timestamptz,
    ADD COLUMN leased_by    text,
    ADD COLUMN leased_until timestamptz,
    ADD COLUMN lost_by      text,                            -- who had it when its author wrote another text
    ADD COLUMN lost_until   timestamptz,
    ADD COLUMN note         text CHECK (note IS NULL OR starts_with(note, 'sealed:')),
    ADD CONSTRAINT open_has_a_time CHECK ((status = 'needs_person') = (open_since IS NOT NULL));
CREATE INDEX idx_social_media_items_due ON social_media_items (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX idx_social_media_items_open ON social_media_items (severity DESC, open_since) WHERE status = 'needs_person';
CREATE INDEX idx_social_media_items_received ON social_media_items (received_at DESC, id DESC);
CREATE INDEX idx_social_media_items_post ON social_media_items (platform, post_id, created_time);
CREATE INDEX idx_social_media_items_hidden ON social_media_items (person, hidden_at) WHERE hidden_at IS NOT NULL;
CREATE INDEX idx_social_media_items_likeness ON social_media_items USING gin (likeness);
CREATE INDEX idx_social_media_items_campaign ON social_media_items (campaign_id, created_time) WHERE campaign_id IS NOT NULL;

ALTER TABLE item_classifications
    ADD COLUMN sentiment_confidence numeric(5, 4) CHECK (sentiment_confidence BETWEEN 0 AND 1),
    ADD COLUMN flags  text[] NOT NULL DEFAULT '{}',
    ADD COLUMN reason text CHECK (reason IS NULL OR starts_with(reason, 'sealed:'));
DROP INDEX idx_item_classifications_item;
CREATE INDEX idx_item_classifications_item ON item_classifications (item_id, created_at DESC);

-- Posts on which spam is believed earlier for a while.
CREATE TABLE post_bursts (
    platform text        NOT NULL,
    post_id  text        NOT NULL,
    since    timestamptz NOT NULL,
    until    timestamptz NOT NULL,
    because  text        NOT NULL,
    PRIMARY KEY (platform, post_id)
);

-- What people said of items: what was right and what was not. Rules and classifiers are measured by it, and learn from it.
CREATE TABLE item_reviews (
    id          uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    item_id     uuid        NOT NULL REFERENCES social_media_items,
    decision_id uuid        REFERENCES decisions,
    action_id   uuid        REFERENCES optimization_actions,
    rule        text,
    outcome     text        NOT NULL CHECK (outcome IN ('right', 'wrong', 'unsure')),
    intent      text        CHECK (intent IN ('toxic', 'spam', 'complaint', 'question', 'praise', 'other')),
    sentiment   text        CHECK (sentiment IN ('positive', 'negative', 'neutral')),
    sampled     boolean     NOT NULL DEFAULT false,
    reviewer    text        NOT NULL,
    at          timestamptz NOT NULL
);
CREATE INDEX idx_item_reviews_item ON item_reviews (item_id, at DESC);
CREATE INDEX idx_item_reviews_at ON item_reviews (at);

ALTER TABLE runs
    DROP CONSTRAINT runs_trigger_check,
    ADD CONSTRAINT runs_trigger_check
        CHECK (trigger IN ('scheduled', 'requested', 'batch', 'first_start', 'decide', 'moderation'));
CREATE INDEX idx_runs_but_moderation ON runs (created_at DESC, id DESC) WHERE trigger <> 'moderation';
ALTER TABLE optimization_rules
    DROP CONSTRAINT optimization_rules_rule_type_check,
    ADD CONSTRAINT optimization_rules_rule_type_check
        CHECK (rule_type IN ('proposal', 'gate', 'limit', 'alert', 'approval', 'guardrail', 'moderation'));
