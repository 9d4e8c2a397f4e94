package dev.adjudge.run;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Proposal;
import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.fact.CampaignKey;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.LiveRules;
import dev.adjudge.rules.ReleaseCheck;
import dev.adjudge.rules.RuleFailure;
import dev.adjudge.rules.RuleProblem;
import dev.adjudge.rules.RuleProblem.Severity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells of two rules that wanted opposite things of the same campaign on the last 30 days, with an example. What the live release has as
 * well stops nobody.
 */
@ApplicationScoped
class ConflictCheck implements ReleaseCheck {

    /** A release is checked while somebody waits for it. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final LastDays lastDays;
    private final LiveRules rules;

    ConflictCheck(LastDays lastDays, LiveRules rules) {
        this.lastDays = lastDays;
        this.rules = rules;
    }

    /** Two rules, and where they met. */
    private static final class Conflict {
        private final Set<CampaignKey> campaigns = new HashSet<>();
        private int times;
        private @Nullable Meeting example;
        private boolean brought;

        /** @param brings whether the live release does not have it there as well */
        void add(Meeting meeting, boolean brings) {
            campaigns.add(meeting.facts().campaign().key());
            times++;
            if (example == null || brings && !brought) {
                example = meeting;
                brought = brings;
            }
        }
    }

    /** @param less what the one wants, which is less; the other wants more */
    private record Meeting(CampaignFacts facts, Proposal less, Proposal more) {
        String rules() {
            return less.rule() + " / " + more.rule();
        }
    }

    @Override
    public List<RuleProblem> check(CompiledRelease release) {
        CompiledRelease live = rules.live();
        Map<String, Conflict> conflicts = new TreeMap<>();
        int days = lastDays.each(LONGEST, facts -> {
            List<Meeting> meetings = meetings(release, facts);
            if (!meetings.isEmpty()) {
                Set<String> already =
                        meetings(live, facts).stream().map(Meeting::rules).collect(Collectors.toSet());
                meetings.forEach(meeting -> conflicts
                        .computeIfAbsent(meeting.rules(), names -> new Conflict())
                        .add(meeting, !already.contains(meeting.rules())));
            }
        });
        List<RuleProblem> problems = new ArrayList<>();
        conflicts.forEach((names, conflict) -> problems.add(RuleProblem.conflict(
                release, conflict.brought ? Severity.WARNING : Severity.INFO, names, message(conflict, days))));
        if (days < LastDays.DAYS) {
            problems.add(RuleProblem.conflict(
                    release,
                    Severity.INFO,
                    "all",
                    "there are so many campaigns that only the last " + days + " of " + LastDays.DAYS
                            + " days were looked at for conflicts; a simulation looks at as many as you like"));
        }
        return problems;
    }

    private static List<Meeting> meetings(CompiledRelease release, CampaignFacts facts) {
        List<Proposal> proposals = proposals(release, facts);
        List<Meeting> meetings = new ArrayList<>();
        for (Proposal less : proposals) {
            for (Proposal more : proposals) {
                if (direction(less.action()) < 0 && direction(more.action()) > 0) {
                    meetings.add(new Meeting(facts, less, more));
                }
            }
        }
        return meetings;
    }

    /** A campaign that can't be evaluated is a matter of runs and simulations, which tell of it. */
    private static List<Proposal> proposals(CompiledRelease release, CampaignFacts facts) {
        try {
            return release.propose(facts);
        } catch (RuleFailure e) {
            return List.of();
        }
    }

    /** Below 0 when it is to have less, above when it is to have more. */
    private static int direction(Action action) {
        if (action instanceof Action.Pause) {
            return -1;
        }
        if (action instanceof Action.ChangeBudget change && change.before() != null) {
            return change.after().compareTo(change.before());
        }
        return action instanceof Action.Resume ? 1 : 0;
    }

    private static String message(Conflict conflict, int days) {
        Meeting met = Objects.requireNonNull(conflict.example);
        String others = conflict.times == 1
                ? ""
                : "; " + conflict.times + " times in the last " + days + " days, on " + conflict.campaigns.size()
                        + " campaign" + (conflict.campaigns.size() == 1 ? "" : "s");
        return "both speak of " + met.facts().campaign().key() + " on "
                + met.facts().asOf() + ": " + said(met.less()) + ", and " + said(met.more()) + others;
    }

    private static String said(Proposal proposal) {
        return proposal.rule() + " wants " + wants(proposal.action()) + " (" + proposal.reason() + ")";
    }

    private static String wants(Action action) {
        return action instanceof Action.ChangeBudget change
                ? "a budget of " + Side.plain(change.after()) + " in place of "
                        + Side.plain(Objects.requireNonNull(change.before()))
                : "to " + action.kind() + " it";
    }
}
