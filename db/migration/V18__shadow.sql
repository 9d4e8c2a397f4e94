-- A release in shadow judges what every run judges, and does nothing. What came of it is a simulation of that run.
ALTER TABLE releases ADD COLUMN shadow_since timestamptz;
CREATE UNIQUE INDEX uq_releases_shadow ON releases (state) WHERE state = 'shadow';

ALTER TABLE simulations ADD COLUMN run_id uuid REFERENCES runs;
CREATE UNIQUE INDEX uq_simulations_of_run ON simulations (release_id, run_id) WHERE run_id IS NOT NULL;
