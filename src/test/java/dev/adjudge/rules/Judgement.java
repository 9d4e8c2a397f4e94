package dev.adjudge.rules;

import static dev.adjudge.fact.CampaignBuilder.AT;

import dev.adjudge.decision.KillSwitch;
import dev.adjudge.decision.Proposal;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.decision.Verdict;
import dev.adjudge.fact.AccountFacts;
import dev.adjudge.fact.CampaignBuilder;
import dev.adjudge.fact.CampaignFacts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What becomes of campaigns in one run, for tests: {@code assertThat(decide(young)).suppressed("High CPL Pause")}. */
final class Judgement {

    private CompiledRelease release = Releases.shipped();
    private int activeCampaigns = 1000;
    private String accountBudget = "100000";
    private String raisedToday = "0";
    private int rolloutPercent = 100;
    private final List<KillSwitch> switches = new ArrayList<>();

    static Judgement ofARun() {
        return new Judgement();
    }

    static VerdictsAssert assertThat(List<Verdict> verdicts) {
        return new VerdictsAssert(verdicts);
    }

    /** In a large account, everything rolled out, no switch on. */
    static List<Verdict> decide(CampaignBuilder... campaigns) {
        return ofARun().decides(campaigns);
    }

    Judgement by(CompiledRelease release) {
        this.release = release;
        return this;
    }

    Judgement inAccountsOf(int activeCampaigns) {
        this.activeCampaigns = activeCampaigns;
        return this;
    }

    Judgement withAccountBudget(String amount) {
        this.accountBudget = amount;
        return this;
    }

    Judgement raisedToday(String amount) {
        this.raisedToday = amount;
        return this;
    }

    Judgement rolledOutTo(int percent) {
        this.rolloutPercent = percent;
        return this;
    }

    Judgement withSwitch(String scope, String reason) {
        this.switches.add(new KillSwitch(scope, reason));
        return this;
    }

    List<Verdict> decides(CampaignBuilder... campaigns) {
        List<Case> cases = new ArrayList<>();
        for (CampaignBuilder campaign : campaigns) {
            CampaignFacts facts = campaign.build();
            cases.add(new Case(facts, release.propose(facts)));
        }
        return decides(cases);
    }

    List<Verdict> decides(List<Case> cases) {
        Map<String, List<Case>> byAccount = new LinkedHashMap<>();
        Set<String> spoke = new HashSet<>();
        for (Case each : cases) {
            byAccount
                    .computeIfAbsent(
                            each.facts().campaign().platform() + " "
                                    + each.facts().campaign().accountId(),
                            account -> new ArrayList<>())
                    .add(each);
            each.proposals().stream().map(Proposal::rule).forEach(spoke::add);
        }
        GuardedRun run = release.guard(new RunConditions(AT, rolloutPercent, switches));
        byAccount.forEach((account, ofAccount) -> run.judge(
                new AccountFacts(
                        account.split(" ")[0],
                        account.split(" ")[1],
                        activeCampaigns,
                        new BigDecimal(accountBudget),
                        new BigDecimal(raisedToday)),
                ofAccount));
        List<Verdict> verdicts = run.finish().stream()
                .flatMap(judged -> judged.verdicts().stream())
                .toList();
        spoke.addAll(run.hits().keySet());
        spoke.addAll(closedGates(cases, verdicts));
        Evidence.spoke(spoke);
        return verdicts;
    }

    /** The rows of the service gate that closed on one of these. */
    private Set<String> closedGates(List<Case> cases, List<Verdict> verdicts) {
        Set<String> closed = new HashSet<>();
        Table gates = release.rules().gate().decision().table();
        for (Verdict verdict : verdicts) {
            if (verdict.reasons().stream()
                    .noneMatch(reason -> reason.guardrail().equals("service-gate"))) {
                continue;
            }
            String wants = java.util.Objects.requireNonNull(release.rules()
                            .proposals()
                            .byName()
                            .get(verdict.proposal().rule()))
                    .wants();
            for (Case each : cases) {
                Map<String, Object> facts = FactContext.of(each.facts());
                for (Table.Row row : gates.rows()) {
                    if (each.proposals().stream().anyMatch(one -> one.rule()
                                    .equals(verdict.proposal().rule()))
                            && Table.firstUnmet(row, new Figures(gates, facts)) < 0
                            && row.output("actions") instanceof List<?> actions
                            && actions.contains(wants)) {
                        closed.add(row.annotation("Rule"));
                    }
                }
            }
        }
        return closed;
    }
}
