package dev.adjudge.run.moderation;

import dev.adjudge.ai.Classifying;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Decision;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.decision.Subject;
import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ItemFacts;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.platform.Problem;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.JudgedItem;
import dev.adjudge.rules.LiveRules;
import dev.adjudge.run.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/** Decides on items that a program brings along, in a time that is promised. Nothing is stored, and nothing done. */
@ApplicationScoped
public class CommentDeciding {

    private static final Logger log = Logger.getLogger(CommentDeciding.class);
    private static final String NOBODY = "nobody could classify it in time";

    private final LiveRules rules;
    private final ItemJudging judging;
    private final Classifying classifying;
    private final SuggestedReplies replies;
    private final ModerationSettings settings;
    private final ExecutorService threads;
    private final Clock clock;

    CommentDeciding(
            LiveRules rules,
            ItemJudging judging,
            Classifying classifying,
            SuggestedReplies replies,
            ModerationSettings settings,
            ExecutorService threads,
            Clock clock) {
        this.rules = rules;
        this.judging = judging;
        this.classifying = classifying;
        this.replies = replies;
        this.settings = settings;
        this.threads = threads;
        this.clock = clock;
    }

    /** In the order of the questions. */
    public List<ItemAnswer> decide(List<ItemQuestion> questions) {
        CompiledRelease release = rules.live();
        if (!release.moderates()) {
            throw Problem.conflict("The live release says nothing of comments; take dmn/moderation-policy.dmn and"
                    + " rules/moderation into it");
        }
        long begun = System.nanoTime();
        Map<Integer, Classification> said = classify(questions);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        RunConditions conditions = judging.conditions(now);
        List<ItemFacts> facts = IntStream.range(0, questions.size())
                .mapToObj(i -> new ItemFacts(
                        questions.get(i).item(),
                        said.get(i),
                        now,
                        questions.get(i).author(),
                        questions.get(i).post()))
                .toList();
        Duration left = settings.decideWithin().minusNanos(System.nanoTime() - begun);
        return replies.written(judging.judge(release, conditions, facts), left).items().stream()
                .map(judged -> answer(release, judged))
                .toList();
    }

    private static ItemAnswer answer(CompiledRelease release, JudgedItem judged) {
        SocialItem item = judged.facts().item();
        Classification said = judged.facts().classification();
        Answer answer = new Answer(
                new Decision(UUID.randomUUID(), Subject.of(item), release.ref(), judged.facts(), judged.verdicts()),
                false,
                judged.failure() == null && said == null ? NOBODY : judged.failure());
        return new ItemAnswer(
                answer,
                said,
                judged.verdicts().stream()
                        .map(verdict -> verdict.proposal().action())
                        .filter(Action.Reply.class::isInstance)
                        .map(action -> ((Action.Reply) action).text())
                        .findFirst()
                        .orElse(null));
    }

    /** By the place of the question; those that nobody could classify are missing. */
    private Map<Integer, Classification> classify(List<ItemQuestion> questions) {
        Map<Integer, Classification> said = new HashMap<>();
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            Classification given = questions.get(i).classification();
            if (given == null) {
                open.add(i);
            } else {
                said.put(i, given);
            }
        }
        if (!open.isEmpty()) {
            List<Optional<Classification>> answers = inTime(
                    open.stream().map(i -> questions.get(i).item().text()).toList());
            for (int i = 0; i < answers.size(); i++) {
                int place = open.get(i);
                answers.get(i).ifPresent(answer -> said.put(place, answer));
            }
        }
        return said;
    }

    private List<Optional<Classification>> inTime(List<String> texts) {
        Future<List<Optional<Classification>>> asked = threads.submit(() -> classifying.classify(texts));
        try {
            return asked.get(settings.decideWithin().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asked.cancel(true);
            log.warnf("Texts not classified in time, texts=%d", texts.size());
        } catch (ExecutionException e) {
            log.errorf(e, "Texts not classified, texts=%d", texts.size());
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
        }
        return List.of();
    }
}
