-- What became of each try of an action, the latest 20, for whoever has to mend it; and who mended it.
ALTER TABLE optimization_actions
    ADD COLUMN tries     jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN mended_by text;
