package dev.adjudge.run.moderation;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.decision.Verdict;
import dev.adjudge.fact.ItemFacts;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.JudgedItem;
import dev.adjudge.rules.LiveRules;
import dev.adjudge.run.moderation.RetroHunts.Match;
import dev.adjudge.warehouse.PastItems;
import dev.adjudge.warehouse.PastItems.Past;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks which items of the past a release would have hidden or deleted, by what they were classified as. Nothing is done. */
@ApplicationScoped
class Hunting {

    private static final int BATCH = 200;

    private final PastItems past;
    private final ItemJudging judging;
    private final LiveRules rules;
    private final RetroHunts hunts;
    private final Clock clock;

    Hunting(PastItems past, ItemJudging judging, LiveRules rules, RetroHunts hunts, Clock clock) {
        this.past = past;
        this.judging = judging;
        this.rules = rules;
        this.hunts = hunts;
        this.clock = clock;
    }

    /** An item, and what is wanted of it. */
    record Found(Past past, ItemFacts facts, Verdict verdict) {}

    void hunt(RetroHunt hunt) {
        CompiledRelease release = rules.snapshot(hunt.releaseId());
        RunConditions conditions = judging.conditions(now());
        @Nullable Past last = null;
        List<Past> batch;
        do {
            batch = past.next(hunt.from(), hunt.to(), hunt.platforms(), last, BATCH);
            hunts.found(
                    hunt.id(),
                    batch.size(),
                    among(release, conditions, hunt.rule(), batch).stream()
                            .map(found -> new Match(
                                    found.past(),
                                    found.verdict().proposal().rule(),
                                    found.verdict().proposal().action().kind()))
                            .toList());
            last = batch.isEmpty() ? last : batch.get(batch.size() - 1);
        } while (batch.size() == BATCH);
    }

    /** Those of which it is wanted, by this rule or by any, that they are hidden or deleted. */
    List<Found> among(CompiledRelease release, RunConditions conditions, @Nullable String rule, List<Past> some) {
        List<ItemFacts> facts = judging.facts(
                release,
                some.stream()
                        .map(one -> new ItemJudging.Asked(one.id(), one.item(), one.said()))
                        .toList(),
                conditions.at());
        List<JudgedItem> judged = judging.judge(release, conditions, facts).items();
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            Optional<Verdict> verdict = judged.get(i).verdicts().stream()
                    .filter(one -> !(one instanceof Verdict.Suppressed) && takesOutOfSight(one))
                    .filter(one -> rule == null || rule.equals(one.proposal().rule()))
                    .findFirst();
            if (verdict.isPresent()) {
                found.add(new Found(some.get(i), facts.get(i), verdict.get()));
            }
        }
        return found;
    }

    private static boolean takesOutOfSight(Verdict verdict) {
        Action action = verdict.proposal().action();
        return action instanceof Action.Hide || action instanceof Action.Delete;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
