-- What people wrote on the simulated social platforms, besides what the sandbox makes up by itself: added by request, or by us as answers.
CREATE SEQUENCE sandbox.item_ids;

CREATE TABLE sandbox.items (
    id         text        PRIMARY KEY,
    platform   text        NOT NULL CHECK (platform IN ('facebook', 'instagram')),
    kind       text        NOT NULL CHECK (kind IN ('comment', 'mention', 'message')),
    profile_id text        NOT NULL,
    place      text        NOT NULL,
    parent_id  text,
    user_id    text        NOT NULL,
    user_name  text        NOT NULL,
    user_handle text       NOT NULL,
    text       text        NOT NULL,
    at         timestamptz NOT NULL
);
CREATE INDEX idx_sandbox_items_parent ON sandbox.items (parent_id) WHERE parent_id IS NOT NULL;

-- Every change that was asked of one, in order, by the service or by anybody else there. The last one of a field is its value; those with
-- changed had an effect. An answer is a change of what it answers.
CREATE TABLE sandbox.item_writes (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    platform text        NOT NULL,
    item_id  text        NOT NULL,
    field    text        NOT NULL CHECK (field IN ('hidden', 'deleted', 'text', 'reply')),
    before   text        NOT NULL,
    after    text        NOT NULL,
    by       text        NOT NULL CHECK (by IN ('service', 'outside')),
    changed  boolean     NOT NULL GENERATED ALWAYS AS (before <> after) STORED,
    at       timestamptz NOT NULL
);
CREATE INDEX idx_item_writes_item ON sandbox.item_writes (item_id, id);
