-- The warnings that the author of a release knew of.
ALTER TABLE releases ADD COLUMN acknowledged text[] NOT NULL DEFAULT '{}';
