-- One life for all actions: those on comments and messages have it too. What is about a campaign still names one that is there.
DROP VIEW counted_actions;
ALTER TABLE optimization_actions RENAME COLUMN campaign_id TO subject_id;
ALTER TABLE optimization_actions
    DROP CONSTRAINT optimization_actions_platform_campaign_id_fkey,
    DROP CONSTRAINT optimization_actions_action_type_check,
    ADD COLUMN subject_kind text NOT NULL DEFAULT 'campaign' CHECK (subject_kind IN ('campaign', 'item')),
    ADD COLUMN campaign_id  text GENERATED ALWAYS AS (CASE WHEN subject_kind = 'campaign' THEN subject_id END) STORED,
    ADD CONSTRAINT optimization_actions_action_type_check CHECK (action_type IN ('pause', 'resume', 'change_budget', 'notify',
        'hide', 'unhide', 'delete', 'reply', 'delete_reply', 'escalate')),
    ADD FOREIGN KEY (platform, campaign_id) REFERENCES campaigns;
DROP INDEX idx_optimization_actions_held;
CREATE INDEX idx_optimization_actions_held ON optimization_actions (platform, subject_id) WHERE status = 'held';
DROP INDEX idx_optimization_actions_campaign_platform;
CREATE INDEX idx_optimization_actions_campaign_platform ON optimization_actions (campaign_id, platform);
CREATE INDEX idx_optimization_actions_subject ON optimization_actions (subject_id, platform) WHERE subject_kind <> 'campaign';

CREATE VIEW counted_actions AS
SELECT a.platform, a.campaign_id, a.action_type, a.action_details, r.rule_name, a.created_at,
       coalesce(u.moment, u.known_at, a.created_at) AS moment
FROM optimization_actions a
JOIN optimization_rules r ON r.id = a.rule_id
JOIN runs u ON u.id = a.run_id
WHERE a.status NOT IN ('held', 'rejected', 'expired', 'failed', 'dead', 'suppressed') AND a.campaign_id IS NOT NULL;

-- They never held anything: what is done with an item is an action like any other.
DROP TABLE moderation_actions;
