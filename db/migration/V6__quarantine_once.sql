-- A refused line that comes again finds its entry: by its source and its fingerprint, which lines share that are refused
-- for the same field, were read the same way and have the same text.
ALTER TABLE quarantine ADD COLUMN fingerprint text
    GENERATED ALWAYS AS (md5(field || chr(10) || coalesce("row"::text, '') || chr(10) || raw)) STORED;
-- The row as it was taken in, corrected; null while the entry is open. It is taken again when the line comes again.
ALTER TABLE quarantine ADD COLUMN correction jsonb;
CREATE INDEX idx_quarantine_open ON quarantine (source, fingerprint) WHERE status = 'open';
CREATE INDEX idx_quarantine_corrected ON quarantine (source, fingerprint) WHERE correction IS NOT NULL;

-- The later batches in which the line of an open entry came again.
CREATE TABLE quarantine_sightings (
    batch_id      uuid   NOT NULL REFERENCES ingest_batches,
    line          bigint NOT NULL,
    quarantine_id uuid   NOT NULL REFERENCES quarantine,
    PRIMARY KEY (batch_id, line)
);
CREATE INDEX idx_quarantine_sightings_entry ON quarantine_sightings (quarantine_id);
