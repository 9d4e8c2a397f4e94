-- Texts of persons are sealed (AES-256-GCM, by the service), each for its own cell, and can be erased.

-- Keys that stay when the key set changes, sealed with it: they name persons in columns that are looked up.
CREATE TABLE vault_keys (
    name   text PRIMARY KEY,
    sealed text NOT NULL CHECK (starts_with(sealed, 'sealed:'))
);

-- What persons wrote, who they are and what the platform sent about them. No release has written here yet; what somebody else
-- wrote is sealed at the next start.
ALTER TABLE social_media_items
    ALTER COLUMN raw_data DROP DEFAULT,
    ALTER COLUMN raw_data DROP NOT NULL,
    ALTER COLUMN raw_data TYPE text USING raw_data::text,
    ALTER COLUMN text DROP NOT NULL,
    ADD COLUMN person text, -- a keyed hash of user_id: the same for the same person
    ADD COLUMN erased_at timestamptz,
    ADD CONSTRAINT social_media_items_sealed CHECK (
        starts_with(user_id, 'sealed:') IS NOT FALSE AND starts_with(user_name, 'sealed:') IS NOT FALSE
        AND starts_with(text, 'sealed:') IS NOT FALSE AND starts_with(permalink, 'sealed:') IS NOT FALSE
        AND starts_with(raw_data, 'sealed:') IS NOT FALSE) NOT VALID,
    ADD CONSTRAINT social_media_items_erased CHECK (CASE WHEN erased_at IS NULL THEN text IS NOT NULL
        ELSE num_nonnulls(user_id, user_name, text, permalink, raw_data) = 0 END);
CREATE INDEX idx_social_media_items_person ON social_media_items (person);

-- An entry of the audit log holds a text of a person only as its salted hash. The text itself is here, with its salt, and can go.
CREATE TABLE audit_texts (
    commitment text        PRIMARY KEY CHECK (commitment ~ '^sha256:[0-9a-f]{64}$'),
    person     text        NOT NULL,
    sealed     text        CHECK (starts_with(sealed, 'sealed:')),
    written_at timestamptz NOT NULL,
    erased_at  timestamptz,
    CHECK ((sealed IS NULL) = (erased_at IS NOT NULL))
);
CREATE INDEX idx_audit_texts_person ON audit_texts (person);
CREATE INDEX idx_audit_texts_written_at ON audit_texts (written_at);
