package dev.adjudge.run.moderation;

import dev.adjudge.act.Switches;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.fact.ItemFacts;
import dev.adjudge.platform.Flags;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.JudgedItems;
import dev.adjudge.rules.ReplyText;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** What rules, guardrails, the rollout and the kill switches say of items of which all is known. Nothing is done. */
@ApplicationScoped
class ItemJudging {

    /** Whether rules act on an item by themselves; where it is off, people do. */
    private static final String SOCIAL_MODERATION = "social_moderation";

    private final Flags flags;
    private final Switches switches;
    private final ReplyText replies;

    ItemJudging(Flags flags, Switches switches, ReplyText replies) {
        this.flags = flags;
        this.switches = switches;
        this.replies = replies;
    }

    JudgedItems judge(CompiledRelease release, RunConditions conditions, List<ItemFacts> facts) {
        return release.moderate(conditions, facts, replies);
    }

    RunConditions conditions(Instant now) {
        return new RunConditions(now, flags.named(SOCIAL_MODERATION).rolloutPercent(), switches.on());
    }
}
