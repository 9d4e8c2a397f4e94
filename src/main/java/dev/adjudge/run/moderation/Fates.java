package dev.adjudge.run.moderation;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Verdict;
import dev.adjudge.rules.JudgedItem;
import dev.adjudge.warehouse.DueItems.Due;
import dev.adjudge.warehouse.DueItems.Settled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** What becomes of an item once it is judged: whether somebody is to look at it, why, and until when. */
@Singleton
class Fates {

    private static final int SEVERITY_IN_DOUBT = 5;
    private static final Duration ANSWER_IN_DOUBT = Duration.ofHours(4);

    private static final String KILL_SWITCH = "kill-switch";

    private final Sampling sampling;

    Fates(Sampling sampling) {
        this.sampling = sampling;
    }

    Settled of(Due one, JudgedItem judged, Instant at) {
        if (judged.failure() != null || judged.facts().classification() == null) {
            return Settled.waiting(
                    one.id(),
                    SEVERITY_IN_DOUBT,
                    judged.failure() == null ? "nobody could classify it" : judged.failure(),
                    at.plus(ANSWER_IN_DOUBT));
        }
        if (judged.verdicts().isEmpty()) {
            return Settled.passed(one.id());
        }
        Verdict verdict = judged.verdicts().get(0);
        Instant answerBy = at.plus(Duration.ofMinutes(judged.answerMinutes()));
        if (verdict instanceof Verdict.Held held) {
            return Settled.waiting(
                    one.id(), judged.severity(), held.reasons().get(0).text(), answerBy);
        }
        if (verdict instanceof Verdict.Suppressed suppressed) {
            // Nobody misses an answer that we did not give. What rules wanted gone and may not touch, somebody sees.
            return verdict.proposal().action() instanceof Action.Reply && !stopped(suppressed)
                    ? Settled.passed(one.id())
                    : Settled.waiting(
                            one.id(),
                            judged.severity(),
                            suppressed.reasons().get(0).text(),
                            answerBy);
        }
        if (verdict.proposal().action() instanceof Action.Escalate) {
            return Settled.waiting(
                    one.id(), judged.severity(), verdict.proposal().reason(), answerBy);
        }
        return sampling.takesOne()
                ? Settled.sampled(one.id(), "a sample of what is done at once: was it right?", answerBy)
                : Settled.handled(one.id());
    }

    private static boolean stopped(Verdict.Suppressed suppressed) {
        return suppressed.reasons().get(0).guardrail().equals(KILL_SWITCH);
    }

    /** Of one that failed again and again. */
    Settled unjudged(Due one, Instant at) {
        return Settled.waiting(
                one.id(),
                SEVERITY_IN_DOUBT,
                "it could not be judged " + (one.tries() - 1) + " times; see the service's log",
                at.plus(ANSWER_IN_DOUBT));
    }
}
