-- A draft has no hash: its files still change. From its submission on a release is what its hash says.
ALTER TABLE releases
    ALTER COLUMN hash DROP NOT NULL,
    ADD COLUMN author       text        NOT NULL DEFAULT 'service',
    ADD COLUMN editors      text[]      NOT NULL DEFAULT '{}',
    ADD COLUMN made_from    bigint      REFERENCES releases,
    ADD COLUMN submitted_at timestamptz,
    ADD COLUMN submitted_by text,
    ADD COLUMN approved_at  timestamptz,
    ADD COLUMN approved_by  text,
    ADD COLUMN publish_at   timestamptz,
    ADD CHECK (state <> 'draft' OR hash IS NULL),
    ADD CHECK (hash IS NOT NULL OR state IN ('draft', 'retired'));
CREATE INDEX idx_releases_open ON releases (id) WHERE state IN ('draft', 'in_review', 'approved');

-- The rule files on disk as they were last taken notice of: what differs from that was changed by somebody.
CREATE TABLE rule_folder (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    hash     text    NOT NULL
);
