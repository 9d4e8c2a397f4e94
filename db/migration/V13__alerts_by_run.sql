-- Which runs the watch over anomalies has looked at; those of before this migration are past.
ALTER TABLE runs ADD COLUMN looked_at timestamptz;
UPDATE runs SET looked_at = finished_at WHERE status = 'completed';
CREATE INDEX idx_runs_not_looked_at ON runs (created_at)
    WHERE looked_at IS NULL AND status = 'completed' AND NOT dry_run AND trigger <> 'decide';

CREATE INDEX idx_optimization_actions_done ON optimization_actions (finished_at) WHERE action_taken;

CREATE INDEX idx_audit_entries_kind ON audit_entries (kind, id DESC);
