package dev.adjudge.run;

import dev.adjudge.audit.VerdictsJson;
import dev.adjudge.decision.Verdict;
import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.CampaignKey;
import dev.adjudge.rules.Judged;
import dev.adjudge.run.SimulationReport.Agreement;
import dev.adjudge.run.SimulationReport.Difference;
import dev.adjudge.run.SimulationReport.End;
import dev.adjudge.run.SimulationReport.Said;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where a release and the one it is compared with say different things of the same campaigns. */
final class Comparison {

    private final Map<CampaignKey, Open> differing = new LinkedHashMap<>();
    private final Map<String, long[]> byRule = new TreeMap<>();

    /** A campaign that differs: on which day first, how, and on how many days so far. */
    private static final class Open {
        private final Campaign campaign;
        private final LocalDate first;
        private final List<Said> here;
        private final List<Said> there;
        private final List<String> why;
        private int days;

        Open(Campaign campaign, LocalDate first, List<Said> here, List<Said> there, List<String> why) {
            this.campaign = campaign;
            this.first = first;
            this.here = here;
            this.there = there;
            this.why = why;
        }
    }

    /** Compares what both said on a day. */
    void add(LocalDate day, Side here, Side there) {
        Set<CampaignKey> campaigns = new LinkedHashSet<>(here.judged().keySet());
        campaigns.addAll(there.judged().keySet());
        for (CampaignKey campaign : campaigns) {
            Judged one = here.judged().get(campaign);
            Judged other = there.judged().get(campaign);
            Map<String, Said> mine = said(one);
            Map<String, Said> theirs = said(other);
            count(mine, theirs);
            if (!sameEffect(mine.values(), theirs.values())) {
                Open open = differing.get(campaign);
                if (open == null) {
                    List<String> why = new ArrayList<>();
                    explain(why, mine, theirs, there, campaign);
                    explain(why, theirs, mine, here, campaign);
                    Judged either = Objects.requireNonNull(one != null ? one : other);
                    open = new Open(
                            either.facts().campaign(),
                            day,
                            List.copyOf(mine.values()),
                            List.copyOf(theirs.values()),
                            why.stream().distinct().toList());
                    differing.put(campaign, open);
                }
                open.days++;
            }
        }
    }

    /** Campaigns that differed, the earliest first. */
    List<Difference> differences(
            Function<CampaignKey, @Nullable End> endHere, Function<CampaignKey, @Nullable End> endThere) {
        return differing.values().stream()
                .map(open -> new Difference(
                        open.campaign.platform(),
                        open.campaign.accountId(),
                        open.campaign.campaignId(),
                        open.campaign.name(),
                        open.days,
                        open.first,
                        open.here,
                        open.there,
                        open.why,
                        endHere.apply(open.campaign.key()),
                        endThere.apply(open.campaign.key())))
                .toList();
    }

    List<Agreement> agreement() {
        return byRule.entrySet().stream()
                .map(rule -> new Agreement(
                        rule.getKey(), rule.getValue()[0], rule.getValue()[1], rule.getValue()[2], rule.getValue()[3]))
                .toList();
    }

    private static Map<String, Said> said(@Nullable Judged judged) {
        Map<String, Said> said = new LinkedHashMap<>();
        if (judged != null) {
            for (Verdict verdict : judged.verdicts()) {
                said.put(
                        verdict.proposal().rule(),
                        new Said(
                                verdict.proposal().rule(),
                                verdict.word(),
                                verdict.proposal().action().kind(),
                                verdict.proposal().action().after(),
                                VerdictsJson.reason(verdict)));
            }
        }
        return said;
    }

    private void count(Map<String, Said> mine, Map<String, Said> theirs) {
        Set<String> rules = new TreeSet<>(mine.keySet());
        rules.addAll(theirs.keySet());
        for (String rule : rules) {
            Said one = mine.get(rule);
            Said other = theirs.get(rule);
            int place = one == null ? 3 : other == null ? 2 : same(one, other) ? 0 : 1;
            byRule.computeIfAbsent(rule, name -> new long[4])[place]++;
        }
    }

    private static boolean sameEffect(Collection<Said> mine, Collection<Said> theirs) {
        return mine.size() == theirs.size()
                && mine.stream().allMatch(one -> theirs.stream().anyMatch(other -> same(one, other)));
    }

    private static boolean same(Said one, Said other) {
        return one.rule().equals(other.rule())
                && one.verdict().equals(other.verdict())
                && one.action().equals(other.action())
                && sameValue(one.after(), other.after());
    }

    private static boolean sameValue(@Nullable Object one, @Nullable Object other) {
        return one instanceof BigDecimal amount && other instanceof BigDecimal otherAmount
                ? amount.compareTo(otherAmount) == 0
                : Objects.equals(one, other);
    }

    /** Why the other one did not say the same. */
    private static void explain(
            List<String> why, Map<String, Said> said, Map<String, Said> saidByOther, Side other, CampaignKey campaign) {
        for (Said one : said.values()) {
            Said its = saidByOther.get(one.rule());
            String release = one.rule() + ": release " + other.release().id() + " ";
            if (its == null) {
                why.add(release + other.silence(one.rule(), campaign));
            } else if (!same(one, its)) {
                why.add(release + "says " + its.verdict()
                        + (its.after() == null ? "" : ", " + its.action() + " to " + Side.plain(its.after()))
                        + ", since " + its.reason());
            }
        }
    }
}
