package dev.adjudge.run.moderation;

import dev.adjudge.ai.Classifying;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ItemFacts;
import dev.adjudge.platform.DatabaseFailure;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
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
    private final SuggestedReplies replies;
    private final ItemConclusions conclusions;
    private final ModerationSettings settings;
    private final Clock clock;

    ItemShift(
            DueItems due,
            Classifying classifying,
            LiveRules rules,
            ItemJudging judging,
            SuggestedReplies replies,
            ItemConclusions conclusions,
            ModerationSettings settings,
            Clock clock) {
        this.due = due;
        this.classifying = classifying;
        this.rules = rules;
        this.judging = judging;
        this.replies = replies;
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
                judgeTogether(holder, others, now);
            }
        } catch (RuntimeException e) {
            log.errorf(e, "Items not judged, they are tried again, items=%d", batch.size());
            due.giveBack(holder, now.plus(AFTER_A_FAILURE));
        }
        return batch.size();
    }

    /** One that can't be judged keeps no other from it: when they can't be judged together, each is by itself. */
    private void judgeTogether(UUID holder, List<Due> batch, Instant now) {
        try {
            judge(holder, batch, now);
        } catch (DatabaseFailure e) {
            throw e;
        } catch (RuntimeException e) {
            if (batch.size() == 1) {
                throw e;
            }
            log.warnf(e, "Items not judged together, each is by itself, items=%d", batch.size());
            batch.forEach(one -> judgeAlone(holder, one, now));
        }
    }

    private void judgeAlone(UUID holder, Due one, Instant now) {
        try {
            judge(holder, List.of(one), now);
        } catch (DatabaseFailure e) {
            throw e;
        } catch (RuntimeException e) {
            log.errorf(
                    e,
                    "Item not judged, it is tried again, subject=%s",
                    one.item().key());
            due.giveBack(holder, one.id(), now.plus(AFTER_A_FAILURE));
        }
    }

    private List<Optional<Classification>> classify(List<Due> batch) {
        Map<Optional<String>, List<Due>> byProvider = batch.stream()
                .collect(Collectors.groupingBy(
                        one -> Optional.ofNullable(one.by()), LinkedHashMap::new, Collectors.toList()));
        Map<UUID, Optional<Classification>> said = new HashMap<>();
        byProvider.forEach((provider, some) -> {
            List<String> texts = some.stream().map(one -> one.item().text()).toList();
            List<Optional<Classification>> answers =
                    provider.isPresent() ? classifying.classify(provider.get(), texts) : classifying.classify(texts);
            for (int i = 0; i < some.size(); i++) {
                said.put(some.get(i).id(), answers.get(i));
            }
        });
        return batch.stream()
                .map(one -> said.getOrDefault(one.id(), Optional.empty()))
                .toList();
    }

    private void judge(UUID holder, List<Due> batch, Instant now) {
        List<Optional<Classification>> said = classify(batch);
        CompiledRelease release = rules.live();
        RunConditions conditions = judging.conditions(now);
        List<ItemJudging.Asked> asked = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            asked.add(new ItemJudging.Asked(
                    batch.get(i).id(), batch.get(i).item(), said.get(i).orElse(null)));
        }
        List<ItemFacts> facts = judging.facts(release, asked, now);
        JudgedItems judged = release.moderates()
                ? replies.written(
                        PeopleFirst.heed(batch, judging.judge(release, conditions, facts)),
                        settings.lease().dividedBy(4))
                : new JudgedItems(facts.stream().map(ItemShift::unjudged).toList(), List.of(), Map.of());
        conclusions.write(new ItemConclusions.Concluded(holder, batch, judged, release, conditions, now));
    }

    private static JudgedItem unjudged(ItemFacts facts) {
        return new JudgedItem(facts, List.of(), 0, 0, "the live release says nothing of comments");
    }
}
