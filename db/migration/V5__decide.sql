-- A program's question, recorded, is a run of its own.
ALTER TABLE runs DROP CONSTRAINT runs_trigger_check;
ALTER TABLE runs ADD CONSTRAINT runs_trigger_check CHECK (trigger IN ('scheduled', 'requested', 'batch', 'first_start', 'decide'));
