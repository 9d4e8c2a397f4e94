-- Which days a pull asked for, so that one of a few days is not taken for the day's pull of all of them.
ALTER TABLE ingest_batches ADD COLUMN from_date date;
ALTER TABLE ingest_batches ADD COLUMN to_date date;

UPDATE ingest_batches
SET from_date = (received_at AT TIME ZONE 'UTC')::date - 28, to_date = (received_at AT TIME ZONE 'UTC')::date - 1
WHERE format = 'pull';
