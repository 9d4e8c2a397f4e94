-- Versions of the local classifier that were trained here, from what moderators decided. The one that ships is none of them: it is the
-- one that counts while none is chosen.
CREATE TABLE classifier_versions (
    version     text        PRIMARY KEY,
    base        text        NOT NULL,
    weights     bytea       NOT NULL,
    report      jsonb       NOT NULL,
    trained_by  text        NOT NULL,
    created_at  timestamptz NOT NULL,
    chosen      boolean     NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX idx_classifier_versions_chosen ON classifier_versions (chosen) WHERE chosen;
