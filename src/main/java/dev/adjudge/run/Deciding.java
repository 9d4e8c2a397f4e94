package dev.adjudge.run;

import dev.adjudge.decision.Decision;
import dev.adjudge.decision.Proposal;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.decision.Subject;
import dev.adjudge.decision.Verdict;
import dev.adjudge.fact.AccountFacts;
import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.platform.Caller;
import dev.adjudge.rules.Case;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.Judged;
import dev.adjudge.rules.LiveRules;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Decides on facts that a program brings along: the rules, the guardrails, the rollout and the kill switches of a run,
 * but nothing is read of the warehouse, and nothing done.
 */
@ApplicationScoped
public class Deciding {

    private static final Logger log = Logger.getLogger(Deciding.class);

    /** Switches are read once for so long: what is decided here is not carried out, and many ask at once. */
    private static final Duration CONDITIONS_HOLD = Duration.ofSeconds(1);

    private final LiveRules rules;
    private final Conditions conditions;
    private final Recording recording;
    private final Clock clock;
    private volatile @Nullable RunConditions latest;

    Deciding(LiveRules rules, Conditions conditions, Recording recording, Clock clock) {
        this.rules = rules;
        this.conditions = conditions;
        this.recording = recording;
        this.clock = clock;
    }

    /** Decides on all as one run: campaigns of one account see each other. In the order of the questions. */
    public List<Answer> decide(List<Question> questions) {
        return decide(rules.live(), now(), questions, false);
    }

    /**
     * As {@link #decide}, and keeps every decision in the log, also of campaigns that matched no rule: their facts are
     * nowhere else.
     */
    public List<Answer> decideAndRecord(List<Question> questions, Caller caller, @Nullable String traceParent) {
        CompiledRelease release = rules.live();
        RunConditions now = now();
        List<Answer> answers = decide(release, now, questions, true);
        recording.record(release, now, questions.get(0).facts().asOf(), answers, caller, traceParent);
        return answers;
    }

    private RunConditions now() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        RunConditions held = latest;
        if (held == null || held.at().plus(CONDITIONS_HOLD).isBefore(now)) {
            held = conditions.at(now);
            latest = held;
        }
        return new RunConditions(now, held.rolloutPercent(), held.switches());
    }

    private static List<Answer> decide(
            CompiledRelease release, RunConditions now, List<Question> questions, boolean recorded) {
        List<Case> cases = new ArrayList<>();
        Map<CampaignFacts, String> failures = new IdentityHashMap<>();
        for (Question question : questions) {
            try {
                List<Proposal> proposals = release.propose(question.facts());
                if (!proposals.isEmpty()) {
                    cases.add(new Case(question.facts(), proposals));
                }
            } catch (RuntimeException e) {
                log.warnf(
                        e,
                        "Campaign not evaluated, subject=%s",
                        question.facts().campaign().key());
                failures.put(question.facts(), String.valueOf(e.getMessage()));
            }
        }
        Map<CampaignFacts, List<Verdict>> verdicts = new IdentityHashMap<>();
        if (!cases.isEmpty()) {
            Map<Judging.Account, AccountFacts> accounts = accounts(questions);
            for (Judged judged : Judging.judge(
                    release, now, cases, account -> java.util.Objects.requireNonNull(accounts.get(account)))) {
                verdicts.put(judged.facts(), judged.verdicts());
            }
        }
        List<Answer> answers = new ArrayList<>();
        for (Question question : questions) {
            Campaign campaign = question.facts().campaign();
            answers.add(new Answer(
                    new Decision(
                            UUID.randomUUID(),
                            Subject.campaign(campaign.platform(), campaign.accountId(), campaign.campaignId()),
                            release.ref(),
                            question.facts(),
                            verdicts.getOrDefault(question.facts(), List.of())),
                    recorded,
                    failures.get(question.facts())));
        }
        return answers;
    }

    /** An account is what the caller says of it, or else the campaigns that were asked about. */
    private static Map<Judging.Account, AccountFacts> accounts(List<Question> questions) {
        Map<Judging.Account, AccountFacts> accounts = new HashMap<>();
        for (Question question : questions) {
            Campaign campaign = question.facts().campaign();
            accounts.merge(
                    Judging.Account.of(campaign), AccountFacts.of(campaign, BigDecimal.ZERO), AccountFacts::plus);
        }
        for (Question question : questions) {
            if (question.account() != null) {
                accounts.put(Judging.Account.of(question.facts().campaign()), question.account());
            }
        }
        return accounts;
    }
}
