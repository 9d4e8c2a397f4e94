package dev.adjudge.run.moderation;

import dev.adjudge.act.Switches;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ItemFacts;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.platform.Flags;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.JudgedItems;
import dev.adjudge.rules.guard.ModerationLimits;
import dev.adjudge.warehouse.ItemHistory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What rules, guardrails, the rollout and the kill switches say of items of which all is known. Nothing is done. */
@ApplicationScoped
class ItemJudging {

    /** Whether rules act on an item by themselves; where it is off, people do. */
    private static final String SOCIAL_MODERATION = "social_moderation";

    private final Flags flags;
    private final Switches switches;
    private final ItemHistory history;

    ItemJudging(Flags flags, Switches switches, ItemHistory history) {
        this.history = history;
        this.flags = flags;
        this.switches = switches;
    }

    /**
     * An item that is to be judged.
     *
     * @param said what it was classified as; null when nobody could
     */
    record Asked(UUID id, SocialItem item, @Nullable Classification said) {}

    /** What else is known of stored items, in one question for all of them. */
    List<ItemFacts> facts(CompiledRelease release, List<Asked> items, Instant now) {
        List<ItemHistory.Asked> asked = new ArrayList<>();
        if (release.moderates()) {
            for (Asked one : items) {
                ModerationLimits limits = release.moderationLimits(one.item());
                asked.add(new ItemHistory.Asked(
                        one.id(),
                        Duration.ofSeconds(limits.burstSeconds()),
                        Duration.ofMinutes(limits.alikeMinutes()),
                        Duration.ofDays(limits.offenderDays())));
            }
        }
        Map<UUID, ItemHistory.Known> known = history.of(asked, now);
        return items.stream()
                .map(one -> {
                    ItemHistory.Known of = known.getOrDefault(one.id(), ItemHistory.Known.NOTHING);
                    return new ItemFacts(one.item(), one.said(), now, of.author(), of.post());
                })
                .toList();
    }

    JudgedItems judge(CompiledRelease release, RunConditions conditions, List<ItemFacts> facts) {
        return release.moderate(conditions, facts);
    }

    RunConditions conditions(Instant now) {
        return new RunConditions(now, flags.named(SOCIAL_MODERATION).rolloutPercent(), switches.on());
    }
}
