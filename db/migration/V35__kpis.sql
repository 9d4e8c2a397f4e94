-- Which days' figures were pushed to whom (Databox), and what they were: a day is pushed again when it was corrected.
CREATE TABLE kpi_days (
    target    text        NOT NULL,
    day       date        NOT NULL,
    hash      text        NOT NULL,
    kpis      integer     NOT NULL,
    pushed_at timestamptz NOT NULL,
    PRIMARY KEY (target, day)
);
CREATE TABLE kpi_targets (
    target        text PRIMARY KEY,
    pushed_at     timestamptz, -- when all was well
    failing_since timestamptz, -- null while all is well
    problem       text
);
CREATE INDEX idx_optimization_actions_finished_at ON optimization_actions (finished_at);

-- The simulated Databox: the last value of each metric, day and attributes, and how often it was pushed.
CREATE TABLE sandbox.databox_values (
    key        text    NOT NULL,
    date       text    NOT NULL,
    attributes jsonb   NOT NULL,
    value      numeric NOT NULL,
    unit       text,
    pushes     integer NOT NULL DEFAULT 1,
    PRIMARY KEY (key, date, attributes)
);
