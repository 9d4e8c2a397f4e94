package dev.adjudge.run;

import dev.adjudge.decision.Matched;
import dev.adjudge.decision.ReleaseRef;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.fact.AccountFacts;
import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.fact.CampaignKey;
import dev.adjudge.fact.PastAction;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.Judged;
import dev.adjudge.rules.RuleTrace;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One release as it judges the campaigns of a day that another one judges as well. */
final class Side implements AutoCloseable {

    private static final Duration DAY = Duration.ofDays(1);

    private final CompiledRelease release;
    private final Instant at;
    private final @Nullable World world;
    private final Proposing proposing;
    private final Map<Judging.Account, AccountFacts> accounts = new HashMap<>();
    private final Map<CampaignKey, CampaignFacts> asked = new HashMap<>();
    private final Map<CampaignKey, Judged> judged = new LinkedHashMap<>();

    /**
     * @param at the moment of the day that ages count from
     * @param world campaigns as this release has left them; null to take them as they are
     */
    Side(CompiledRelease release, Instant at, @Nullable World world, int processors) {
        this.release = release;
        this.at = at;
        this.world = world;
        this.proposing = new Proposing(release, processors);
    }

    /** Takes the next campaign. */
    void take(CampaignFacts real) {
        CampaignFacts facts = world == null ? real : world.seen(real, at.minus(DAY), at);
        accounts.merge(
                Judging.Account.of(facts.campaign()),
                AccountFacts.of(facts.campaign(), raised(facts)),
                AccountFacts::plus);
        if (stop(facts.campaign().key()) == null) {
            asked.put(facts.campaign().key(), facts);
            proposing.take(facts);
        }
    }

    /** Judges what was taken, and does in its world what is allowed. */
    void judge(RunConditions now, LocalDate day) {
        proposing.finish();
        for (Judged one : Judging.judge(
                release, now, proposing.cases(), account -> Objects.requireNonNull(accounts.get(account)))) {
            judged.put(one.facts().campaign().key(), one);
            if (world != null) {
                world.act(one, day, at);
            }
        }
    }

    /** What became of each campaign that matched a rule. */
    Map<CampaignKey, Judged> judged() {
        return judged;
    }

    /** How many campaigns the rules were asked about. */
    long evaluated() {
        return asked.size();
    }

    /** Campaigns that the rules could not evaluate. */
    long failed() {
        return proposing.failed();
    }

    /** Whether anything is known of any campaign. */
    boolean hasFigures() {
        return asked.values().stream().anyMatch(facts -> facts.dataAgeHours() != null);
    }

    /** Why a rule said nothing of a campaign. */
    String silence(String rule, CampaignKey campaign) {
        CampaignFacts facts = asked.get(campaign);
        if (facts == null) {
            World.Stop stop = stop(campaign);
            return stop == null ? "does not know the campaign" : "paused it on " + stop.from() + " by " + stop.rule();
        }
        for (RuleTrace trace : release.trace(facts)) {
            if (trace.rule().equals(rule)) {
                Matched.Tested failed = trace.failed();
                return failed == null
                        ? "could not evaluate the campaign"
                        : "says nothing: " + failed.input() + " is "
                                + (failed.value() == null ? "not known" : plain(failed.value())) + ", not "
                                + failed.test();
            }
        }
        return "has no such rule";
    }

    ReleaseRef release() {
        return release.ref();
    }

    @Override
    public void close() {
        proposing.close();
    }

    private World.@Nullable Stop stop(CampaignKey campaign) {
        return world == null ? null : world.stopped(campaign);
    }

    private BigDecimal raised(CampaignFacts facts) {
        return facts.recentActions().stream()
                .filter(action -> !action.manual() && action.at().isAfter(at.minus(DAY)))
                .map(Side::raise)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal raise(PastAction action) {
        BigDecimal before = action.before();
        BigDecimal after = action.after();
        return before == null || after == null
                ? BigDecimal.ZERO
                : after.subtract(before).max(BigDecimal.ZERO);
    }

    static String plain(Object value) {
        return value instanceof BigDecimal number ? number.stripTrailingZeros().toPlainString() : String.valueOf(value);
    }
}
