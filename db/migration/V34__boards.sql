-- Boards outside (Notion) on which people see what is held and which rules decide, and answer there.
CREATE TABLE board_pages (
    board    text        NOT NULL,
    kind     text        NOT NULL CHECK (kind IN ('action', 'rule')),
    subject  text        NOT NULL, -- the action's id, the rule's name
    page     text,                 -- null while it is being made: it is looked for before it is made again
    state    text,                 -- the state that it shows: held, done … of an action; active, inactive of a rule
    shown    text,                 -- what else of it would be shown anew when it changes
    gone     boolean     NOT NULL DEFAULT false, -- somebody deleted it there; it is left alone
    shown_at timestamptz NOT NULL,
    PRIMARY KEY (board, kind, subject)
);
CREATE UNIQUE INDEX idx_board_pages_page ON board_pages (board, page);
CREATE INDEX idx_board_pages_shown_at ON board_pages (board, kind, shown_at);

-- How far a board's edits have been heard, and whether it answers.
CREATE TABLE board_looks (
    board         text NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('action', 'rule')),
    heard_until   timestamptz, -- by the board's own clock
    looked_at     timestamptz, -- when all was well
    failing_since timestamptz, -- null while all is well
    problem       text,
    PRIMARY KEY (board, kind)
);

-- The simulated Notion.
CREATE TABLE sandbox.notion_sources (
    id          uuid  PRIMARY KEY,
    database_id uuid  NOT NULL,
    title       text  NOT NULL,
    properties  jsonb NOT NULL -- name to type
);
CREATE TABLE sandbox.notion_pages (
    id               uuid        PRIMARY KEY,
    source_id        uuid        NOT NULL REFERENCES sandbox.notion_sources,
    properties       jsonb       NOT NULL,
    in_trash         boolean     NOT NULL DEFAULT false,
    created_by       uuid        NOT NULL,
    created_time     timestamptz NOT NULL,
    last_edited_by   uuid        NOT NULL,
    last_edited_time timestamptz NOT NULL,
    number           bigint GENERATED ALWAYS AS IDENTITY
);
CREATE INDEX idx_notion_pages_source ON sandbox.notion_pages (source_id, last_edited_time);
INSERT INTO sandbox.notion_sources (id, database_id, title, properties) VALUES
    ('5a4db0c5-0000-4000-8000-00000000a001', '5a4db0c5-0000-4000-8000-00000000d001', 'Approvals', '{"Name": "title"}'),
    ('5a4db0c5-0000-4000-8000-00000000a002', '5a4db0c5-0000-4000-8000-00000000d002', 'Rules', '{"Name": "title"}');
