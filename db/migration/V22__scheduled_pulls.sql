-- Pulls of what campaigns are, without their days.
ALTER TABLE ingest_batches
    DROP CONSTRAINT ingest_batches_format_check,
    ADD CONSTRAINT ingest_batches_format_check CHECK (format IN ('json', 'ndjson', 'csv', 'pull', 'metadata'));
CREATE INDEX idx_ingest_batches_pulls ON ingest_batches (source, received_at DESC) WHERE format IN ('pull', 'metadata');
