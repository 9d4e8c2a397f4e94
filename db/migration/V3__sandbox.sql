-- The simulated ad platforms. Nothing here is a fact of ours: it is what the outside world would remember.
CREATE SCHEMA sandbox;

-- The day the simulation began; its series count from it, so that a day once reported stays as it was.
CREATE TABLE sandbox.world (
    one     boolean PRIMARY KEY DEFAULT true CHECK (one),
    founded date    NOT NULL
);

-- Every change that was asked of a campaign, in order. The last one is its state; those with changed had an effect, the
-- others asked for what was there already.
CREATE TABLE sandbox.writes (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    platform    text        NOT NULL,
    campaign_id text        NOT NULL,
    field       text        NOT NULL CHECK (field IN ('status', 'daily_budget')),
    before      text        NOT NULL,
    after       text        NOT NULL,
    changed     boolean     NOT NULL GENERATED ALWAYS AS (before <> after) STORED,
    at          timestamptz NOT NULL
);
CREATE INDEX idx_writes_campaign ON sandbox.writes (platform, campaign_id, id);
