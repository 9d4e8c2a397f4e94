-- What a rule does, as a sentence made from its row.
ALTER TABLE optimization_rules ADD COLUMN words text NOT NULL DEFAULT '';
