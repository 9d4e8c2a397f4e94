package dev.adjudge.run;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.ReleaseRef;
import dev.adjudge.decision.Verdict;
import dev.adjudge.fact.CampaignKey;
import dev.adjudge.rules.Judged;
import dev.adjudge.run.SimulationReport.Money;
import dev.adjudge.run.SimulationReport.OfRule;
import dev.adjudge.run.SimulationReport.Outcome;
import dev.adjudge.run.SimulationReport.Sums;
import dev.adjudge.warehouse.StandingStill;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Counts what one release concludes, day after day. */
final class Tally {

    private final Counts sums = new Counts();
    private final Map<String, Counts> byRule = new TreeMap<>();
    private long evaluated;
    private long failed;

    private static final class Counts {
        private long allowed;
        private long held;
        private long suppressed;
        private final Set<CampaignKey> paused = new HashSet<>();
        private final Map<String, Money> money = new TreeMap<>();

        void add(CampaignKey campaign, Verdict verdict) {
            if (verdict instanceof Verdict.Held) {
                held++;
            } else if (verdict instanceof Verdict.Suppressed) {
                suppressed++;
            } else {
                allowed++;
                act(campaign, verdict.proposal().action());
            }
        }

        private void act(CampaignKey campaign, Action action) {
            if (action instanceof Action.Pause) {
                paused.add(campaign);
            } else if (action instanceof Action.ChangeBudget change && change.before() != null) {
                BigDecimal more = change.after().subtract(Objects.requireNonNull(change.before()));
                BigDecimal none = BigDecimal.ZERO;
                add(new Money(change.currency(), more.max(none), more.negate().max(none), none, none, none));
            }
        }

        void add(Money more) {
            money.merge(
                    more.currency(),
                    more,
                    (one, other) -> new Money(
                            one.currency(),
                            one.raised().add(other.raised()),
                            one.cut().add(other.cut()),
                            one.spendWhilePaused().add(other.spendWhilePaused()),
                            one.conversionsWhilePaused().add(other.conversionsWhilePaused()),
                            one.revenueWhilePaused().add(other.revenueWhilePaused())));
        }

        Sums sums(long evaluated, long failed) {
            return new Sums(
                    evaluated,
                    allowed + held + suppressed,
                    allowed,
                    held,
                    suppressed,
                    failed,
                    paused.size(),
                    List.copyOf(money.values()));
        }
    }

    /** Counts a day. */
    void add(Side side) {
        evaluated += side.evaluated();
        failed += side.failed();
        for (Judged one : side.judged().values()) {
            for (Verdict verdict : one.verdicts()) {
                CampaignKey campaign = one.facts().campaign().key();
                sums.add(campaign, verdict);
                byRule.computeIfAbsent(verdict.proposal().rule(), rule -> new Counts())
                        .add(campaign, verdict);
            }
        }
    }

    /** Counts what was really spent while campaigns would have stood still; labels are the rules that paused them. */
    void add(List<StandingStill.Sum> spent) {
        for (StandingStill.Sum sum : spent) {
            Money money = new Money(
                    sum.currency(), BigDecimal.ZERO, BigDecimal.ZERO, sum.spend(), sum.conversions(), sum.revenue());
            sums.add(money);
            Objects.requireNonNull(byRule.get(sum.label())).add(money);
        }
    }

    Outcome outcome(ReleaseRef release) {
        return new Outcome(
                release,
                sums.sums(evaluated, failed),
                byRule.entrySet().stream()
                        .map(rule -> new OfRule(rule.getKey(), rule.getValue().sums(0, 0)))
                        .toList());
    }
}
