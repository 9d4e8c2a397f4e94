-- How far the sandbox's clock was moved ahead of the real one: the same for all replicas, and after a restart. It never goes back.
ALTER TABLE sandbox.world
    ADD COLUMN ahead_millis bigint NOT NULL DEFAULT 0 CHECK (ahead_millis >= 0);
