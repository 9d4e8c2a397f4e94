-- What Adjudge knows, concludes and does. PostgreSQL 15 or later. Times are instants (timestamptz); a campaign's own
-- time zone stands beside it. Money is numeric with four decimals and stands beside its ISO 4217 currency.

-- ---------------------------------------------------------------------------------------------- facts

CREATE TABLE campaigns (
    platform        text           NOT NULL CHECK (platform <> ''),
    campaign_id     text           NOT NULL CHECK (campaign_id <> ''),
    account_id      text           NOT NULL DEFAULT 'default',
    name            text           NOT NULL,
    status          text           NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused', 'ended')),
    daily_budget    numeric(18, 4) CHECK (daily_budget >= 0),
    lifetime_budget numeric(18, 4) CHECK (lifetime_budget >= 0),
    currency        char(3)        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    start_date      date,
    created_time    timestamptz,
    first_day       date,          -- the first day with data: the launch where neither date above is known
    time_zone       text           NOT NULL DEFAULT 'UTC',
    last_synced_at  timestamptz,
    version         bigint         NOT NULL DEFAULT 1,
    PRIMARY KEY (platform, campaign_id)
);
CREATE INDEX idx_campaigns_account ON campaigns (platform, account_id);

-- Every change of a campaign's status or daily budget, whoever made it: guardrails look back over them.
CREATE TABLE campaign_changes (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    platform    text           NOT NULL,
    campaign_id text           NOT NULL,
    changed_at  timestamptz    NOT NULL,
    field       text           NOT NULL CHECK (field IN ('status', 'daily_budget')),
    before      text,
    after       text,
    changed_by  text           NOT NULL CHECK (changed_by IN ('action', 'manual', 'sync')),
    action_id   uuid,
    FOREIGN KEY (platform, campaign_id) REFERENCES campaigns
);
CREATE INDEX idx_campaign_changes_campaign ON campaign_changes (platform, campaign_id, changed_at);

CREATE TABLE ingest_batches (
    id          uuid        PRIMARY KEY,
    source      text        NOT NULL,
    format      text        NOT NULL CHECK (format IN ('json', 'ndjson', 'csv', 'pull')),
    status      text        NOT NULL CHECK (status IN ('running', 'completed', 'failed')),
    received_at timestamptz NOT NULL,
    finished_at timestamptz,
    lines       bigint      NOT NULL DEFAULT 0,
    skipped     bigint      NOT NULL DEFAULT 0,
    received    bigint      NOT NULL DEFAULT 0,
    accepted    bigint      NOT NULL DEFAULT 0,
    unchanged   bigint      NOT NULL DEFAULT 0,
    restated    bigint      NOT NULL DEFAULT 0,
    rejected    bigint      NOT NULL DEFAULT 0,
    warnings    bigint      NOT NULL DEFAULT 0,
    report      jsonb       NOT NULL DEFAULT '{}',
    error       text,
    CHECK (received = accepted + rejected),
    CHECK (unchanged + restated <= accepted)
);
CREATE INDEX idx_ingest_batches_received_at ON ingest_batches (received_at DESC, id DESC);

-- The values believed now. The earlier ones are in campaign_performance_history.
CREATE TABLE campaign_performance (
    id            uuid           NOT NULL DEFAULT gen_random_uuid(),
    date          date           NOT NULL,
    platform      text           NOT NULL,
    account_id    text           NOT NULL,
    campaign_id   text           NOT NULL,
    campaign_name text           NOT NULL,
    currency      char(3)        NOT NULL,
    spend         numeric(18, 4) NOT NULL CHECK (spend >= 0),
    impressions   bigint         NOT NULL CHECK (impressions >= 0),
    clicks        bigint         NOT NULL CHECK (clicks >= 0 AND clicks <= impressions),
    conversions   numeric(18, 4) CHECK (conversions >= 0),
    revenue       numeric(18, 4) CHECK (revenue >= 0),
    cpl           numeric GENERATED ALWAYS AS (spend / nullif(conversions, 0)) STORED,
    roas          numeric GENERATED ALWAYS AS (revenue / nullif(spend, 0)) STORED,
    batch_id      uuid           NOT NULL,
    known_from    timestamptz    NOT NULL,
    created_at    timestamptz    NOT NULL DEFAULT now(),
    PRIMARY KEY (platform, campaign_id, date),
    FOREIGN KEY (platform, campaign_id) REFERENCES campaigns
) PARTITION BY RANGE (date);
CREATE INDEX idx_campaign_performance_date_platform ON campaign_performance (date, platform);
CREATE INDEX idx_campaign_performance_campaign_id ON campaign_performance (campaign_id);
CREATE INDEX idx_campaign_performance_platform_date_spend ON campaign_performance (platform, date, spend);

-- A month is made as a table of its own, may be filled, and is attached then: its keys are built in one go, which is far
-- faster than row by row, and attaching needs a weaker lock than CREATE ... PARTITION OF: readers are not kept waiting.
CREATE FUNCTION create_performance_month(month date) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    part text := 'campaign_performance_' || to_char(month, 'YYYY_MM');
BEGIN
    EXECUTE format('CREATE TABLE %I (LIKE campaign_performance INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED)', part);
    RETURN part;
END $$;

CREATE FUNCTION attach_performance_month(month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    first date := date_trunc('month', month)::date;
BEGIN
    EXECUTE format('ALTER TABLE campaign_performance ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                   'campaign_performance_' || to_char(month, 'YYYY_MM'), first, (first + interval '1 month')::date);
END $$;

-- What was believed earlier, and in which span of time: from known_from until, not including, known_to.
CREATE TABLE campaign_performance_history (
    date          date           NOT NULL,
    platform      text           NOT NULL,
    account_id    text           NOT NULL,
    campaign_id   text           NOT NULL,
    campaign_name text           NOT NULL,
    currency      char(3)        NOT NULL,
    spend         numeric(18, 4) NOT NULL,
    impressions   bigint         NOT NULL,
    clicks        bigint         NOT NULL,
    conversions   numeric(18, 4),
    revenue       numeric(18, 4),
    batch_id      uuid           NOT NULL,
    known_from    timestamptz    NOT NULL,
    known_to      timestamptz    NOT NULL CHECK (known_to >= known_from),
    PRIMARY KEY (platform, campaign_id, date, known_from)
);
CREATE INDEX idx_campaign_performance_history_known_to ON campaign_performance_history (known_to);

CREATE TABLE quarantine (
    id          uuid        PRIMARY KEY,
    batch_id    uuid        NOT NULL REFERENCES ingest_batches,
    line        bigint      NOT NULL,
    source      text        NOT NULL,
    raw         text        NOT NULL,
    row         jsonb,
    field       text        NOT NULL,
    value       text,
    reason      text        NOT NULL,
    status      text        NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'resolved')),
    received_at timestamptz NOT NULL,
    resolved_at timestamptz,
    resolved_by uuid REFERENCES ingest_batches
);
CREATE INDEX idx_quarantine_received_at ON quarantine (received_at DESC, id DESC);
CREATE INDEX idx_quarantine_batch ON quarantine (batch_id);

-- ---------------------------------------------------------------------------------------------- rules

CREATE TABLE releases (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash       text        NOT NULL UNIQUE CHECK (hash ~ '^sha256:[0-9a-f]{64}$'),
    title      text        NOT NULL,
    state      text        NOT NULL CHECK (state IN ('draft', 'in_review', 'approved', 'live', 'shadow', 'retired')),
    created_at timestamptz NOT NULL,
    live_since timestamptz
);
CREATE UNIQUE INDEX uq_releases_live ON releases (state) WHERE state = 'live';

CREATE TABLE release_files (
    release_id bigint NOT NULL REFERENCES releases,
    path       text   NOT NULL,
    content    text   NOT NULL,
    PRIMARY KEY (release_id, path)
);

-- The register of the live release's rules. A rule that a later release dropped stays, inactive: actions point at it.
CREATE TABLE optimization_rules (
    id                  uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    rule_name           text        NOT NULL UNIQUE,
    platform            text        NOT NULL,
    rule_type           text        NOT NULL CHECK (rule_type IN ('proposal', 'gate', 'limit', 'guardrail')),
    owner               text        NOT NULL,
    description         text        NOT NULL,
    file                text        NOT NULL,
    conditions          jsonb       NOT NULL DEFAULT '{}',
    actions             jsonb       NOT NULL DEFAULT '{}',
    service_time_gating jsonb       NOT NULL DEFAULT '{}',
    release_id          bigint      NOT NULL REFERENCES releases,
    is_active           boolean     NOT NULL DEFAULT true,
    updated_at          timestamptz NOT NULL
);

-- ---------------------------------------------------------------------------------------------- runs and decisions

CREATE TABLE runs (
    id                uuid        PRIMARY KEY,
    status            text        NOT NULL CHECK (status IN ('queued', 'running', 'completed', 'failed')),
    trigger           text        NOT NULL CHECK (trigger IN ('scheduled', 'requested', 'batch', 'first_start')),
    as_of             date        NOT NULL,
    known_at          timestamptz,
    dry_run           boolean     NOT NULL,
    platforms         text[],
    account_ids       text[],
    release_id        bigint REFERENCES releases,
    progress_done     bigint      NOT NULL DEFAULT 0,
    progress_total    bigint      NOT NULL DEFAULT 0,
    count_subjects    bigint      NOT NULL DEFAULT 0,
    count_matched     bigint      NOT NULL DEFAULT 0,
    count_allowed     bigint      NOT NULL DEFAULT 0,
    count_held        bigint      NOT NULL DEFAULT 0,
    count_suppressed  bigint      NOT NULL DEFAULT 0,
    count_failed      bigint      NOT NULL DEFAULT 0,
    facts             jsonb       NOT NULL DEFAULT '{}',
    attempts          integer     NOT NULL DEFAULT 0,
    error             text,
    trace_parent      text,
    created_at        timestamptz NOT NULL,
    started_at        timestamptz,
    finished_at       timestamptz
);
CREATE INDEX idx_runs_created_at ON runs (created_at DESC, id DESC);
CREATE INDEX idx_runs_open ON runs (created_at) WHERE status IN ('queued', 'running');

-- One row a subject that matched a rule. A verdict is an element of verdicts; the containment index serves every filter
-- on rule, kind of action and verdict, together on the same element.
CREATE TABLE decisions (
    id           uuid        PRIMARY KEY,
    run_id       uuid        NOT NULL REFERENCES runs,
    subject_kind text        NOT NULL,
    platform     text        NOT NULL,
    account_id   text        NOT NULL,
    subject_id   text        NOT NULL,
    release_id   bigint      NOT NULL REFERENCES releases,
    facts        jsonb       NOT NULL,
    verdicts     jsonb       NOT NULL,
    trace_parent text,
    created_at   timestamptz NOT NULL
);
CREATE INDEX idx_decisions_created_at ON decisions (created_at DESC, id DESC);
CREATE INDEX idx_decisions_run ON decisions (run_id, created_at DESC, id DESC);
CREATE INDEX idx_decisions_subject ON decisions (subject_id, created_at DESC);
CREATE INDEX idx_decisions_verdicts ON decisions USING gin (verdicts jsonb_path_ops);

-- ---------------------------------------------------------------------------------------------- actions

CREATE TABLE optimization_actions (
    id                   uuid        PRIMARY KEY,
    campaign_id          text        NOT NULL,
    platform             text        NOT NULL,
    account_id           text        NOT NULL,
    rule_id              uuid        NOT NULL REFERENCES optimization_rules,
    decision_id          uuid        NOT NULL REFERENCES decisions,
    run_id               uuid        NOT NULL REFERENCES runs,
    action_type          text        NOT NULL CHECK (action_type IN ('pause', 'resume', 'change_budget', 'notify')),
    action_details       jsonb       NOT NULL,
    reason               text        NOT NULL,
    performance_snapshot jsonb       NOT NULL,
    service_time_met     boolean     NOT NULL,
    action_taken         boolean     NOT NULL DEFAULT false,
    status               text        NOT NULL CHECK (status IN ('held', 'approved', 'rejected', 'expired', 'ready', 'executing', 'done', 'failed', 'dead', 'suppressed', 'undone')),
    attempts             integer     NOT NULL DEFAULT 0,
    next_attempt_at      timestamptz NOT NULL,
    lease_holder         uuid,
    lease_until          timestamptz,
    outcome              jsonb,
    trace_parent         text,
    created_at           timestamptz NOT NULL,
    finished_at          timestamptz,
    UNIQUE (decision_id, rule_id, action_type),
    CHECK (action_taken = (status IN ('done', 'undone'))),
    FOREIGN KEY (platform, campaign_id) REFERENCES campaigns
);
CREATE INDEX idx_optimization_actions_campaign_platform ON optimization_actions (campaign_id, platform);
CREATE INDEX idx_optimization_actions_type_status ON optimization_actions (action_type, action_taken);
CREATE INDEX idx_optimization_actions_work ON optimization_actions (next_attempt_at) WHERE status IN ('ready', 'executing');
CREATE INDEX idx_optimization_actions_created_at ON optimization_actions (created_at DESC, id DESC);
ALTER TABLE campaign_changes ADD FOREIGN KEY (action_id) REFERENCES optimization_actions;

-- ---------------------------------------------------------------------------------------------- creative and moderation

CREATE TABLE creative_variants (
    id               uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    campaign_id      text        NOT NULL,
    platform         text        NOT NULL,
    headline         text        NOT NULL,
    primary_text     text        NOT NULL,
    copy_angle       text        NOT NULL CHECK (copy_angle IN ('benefit-led', 'social-proof', 'urgency', 'problem-solution', 'authority')),
    rationale        text,
    similarity_score numeric(5, 4) CHECK (similarity_score BETWEEN 0 AND 1),
    status           text        NOT NULL DEFAULT 'staged' CHECK (status IN ('staged', 'approved', 'rejected', 'live')),
    created_at       timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (platform, campaign_id) REFERENCES campaigns
);
CREATE INDEX idx_creative_variants_campaign_platform ON creative_variants (campaign_id, platform);

CREATE TABLE social_media_items (
    id           uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    platform     text        NOT NULL CHECK (platform IN ('facebook', 'instagram')),
    object_id    text        NOT NULL,
    object_type  text        NOT NULL CHECK (object_type IN ('comment', 'mention', 'message')),
    parent_id    text,
    user_id      text,
    user_name    text,
    text         text        NOT NULL,
    permalink    text,
    created_time timestamptz NOT NULL,
    raw_data     jsonb       NOT NULL DEFAULT '{}',
    UNIQUE (platform, object_id)
);
CREATE INDEX idx_social_media_items_platform_type ON social_media_items (platform, object_type);

CREATE TABLE item_classifications (
    id               uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    item_id          uuid        NOT NULL REFERENCES social_media_items ON DELETE CASCADE,
    intent           text        NOT NULL CHECK (intent IN ('toxic', 'spam', 'complaint', 'question', 'praise', 'other')),
    sentiment        text        NOT NULL CHECK (sentiment IN ('positive', 'negative', 'neutral')),
    confidence_score numeric(5, 4) NOT NULL CHECK (confidence_score BETWEEN 0 AND 1),
    reply_required   boolean     NOT NULL,
    provider         text        NOT NULL,
    model            text        NOT NULL,
    model_version    text        NOT NULL,
    created_at       timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_item_classifications_item ON item_classifications (item_id);
CREATE INDEX idx_item_classifications_intent ON item_classifications (intent);

CREATE TABLE moderation_actions (
    id               uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    item_id          uuid        NOT NULL REFERENCES social_media_items,
    action_type      text        NOT NULL CHECK (action_type IN ('hide', 'unhide', 'delete', 'reply', 'escalate')),
    action_status    text        NOT NULL CHECK (action_status IN ('held', 'approved', 'rejected', 'expired', 'ready', 'executing', 'done', 'failed', 'dead', 'undone')),
    suggested_reply  text        CHECK (char_length(suggested_reply) < 280),
    notion_record_id text,
    executed_at      timestamptz,
    created_at       timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_moderation_actions_item ON moderation_actions (item_id);
CREATE INDEX idx_moderation_actions_status_type ON moderation_actions (action_status, action_type);

-- ---------------------------------------------------------------------------------------------- requests

-- Answers to POSTs that carried an Idempotency-Key, kept a day.
CREATE TABLE idempotency_keys (
    key             text        NOT NULL,
    request         text        NOT NULL,
    body_hash       text,
    response_status integer,
    response_body   text,
    response_location text,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (key, request)
);
CREATE INDEX idx_idempotency_keys_created_at ON idempotency_keys (created_at);

-- Kill switches that are on. The scope is all, platform:meta, account:meta:123, rule:High CPL Pause or kind:pause.
CREATE TABLE switches (
    scope  text        PRIMARY KEY CHECK (scope = 'all' OR scope ~ '^(platform|account|rule|kind):.+'),
    reason text        NOT NULL,
    set_at timestamptz NOT NULL
);
