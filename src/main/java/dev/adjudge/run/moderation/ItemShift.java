package dev.adjudge.run.moderation;

import dev.adjudge.ai.Classifying;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ItemFacts;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.JudgedItem;
import dev.adjudge.rules.JudgedItems;
import dev.adjudge.rules.LiveRules;
import dev.adjudge.warehouse.DueItems;
import dev.adjudge.warehouse.DueItems.Due;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Takes a batch of items, has them classified and judged together, and writes down what was concluded. */
@Singleton
class ItemShift {

    private static final Logger log = Logger.getLogger(ItemShift.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);

    private final DueItems due;
    private final Classifying classifying;
    private final LiveRules rules;
    private final ItemJudging judging;
    private final ItemConclusions conclusions;
    private final ModerationSettings settings;
    private final Clock clock;

    ItemShift(
            DueItems due,
            Classifying classifying,
            LiveRules rules,
            ItemJudging judging,
            ItemConclusions conclusions,
            ModerationSettings settings,
            Clock clock) {
        this.due = due;
        this.classifying = classifying;
        this.rules = rules;
        this.judging = judging;
        this.conclusions = conclusions;
        this.settings = settings;
        this.clock = clock;
    }

    /** Says how many items there were. */
    int work() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID holder = UUID.randomUUID();
        List<Due> batch = due.take(settings.batch(), holder, now, now.plus(settings.lease()));
        if (batch.isEmpty()) {
            return 0;
        }
        try {
            List<Due> hopeless =
                    batch.stream().filter(one -> one.tries() > settings.tries()).toList();
            List<Due> others = batch.stream()
                    .filter(one -> one.tries() <= settings.tries())
                    .toList();
            conclusions.leaveToPeople(holder, hopeless, now);
            if (!others.isEmpty()) {
                judge(holder, others, now);
            }
        } catch (RuntimeException e) {
            log.errorf(e, "Items not judged, they are tried again, items=%d", batch.size());
            due.giveBack(holder, now.plus(AFTER_A_FAILURE));
        }
        return batch.size();
    }

    private void judge(UUID holder, List<Due> batch, Instant now) {
        List<Optional<Classification>> said = classifying.classify(
                batch.stream().map(one -> one.item().text()).toList());
        CompiledRelease release = rules.live();
        RunConditions conditions = judging.conditions(now);
        List<ItemJudging.Asked> asked = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            asked.add(new ItemJudging.Asked(
                    batch.get(i).id(), batch.get(i).item(), said.get(i).orElse(null)));
        }
        List<ItemFacts> facts = judging.facts(release, asked, now);
        JudgedItems judged = release.moderates()
                ? judging.judge(release, conditions, facts)
                : new JudgedItems(facts.stream().map(ItemShift::unjudged).toList(), List.of());
        conclusions.write(new ItemConclusions.Concluded(holder, batch, judged, release, conditions, now));
    }

    private static JudgedItem unjudged(ItemFacts facts) {
        return new JudgedItem(facts, List.of(), 0, 0, "the live release says nothing of comments");
    }
}
