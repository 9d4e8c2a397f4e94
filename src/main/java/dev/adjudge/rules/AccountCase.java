package dev.adjudge.rules;

import dev.adjudge.decision.Reason;
import dev.adjudge.fact.AccountFacts;
import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.rules.guard.Account;
import dev.adjudge.rules.guard.Gate;
import dev.adjudge.rules.guard.PastAction;
import dev.adjudge.rules.guard.Proposal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kie.api.KieBase;

/** One account's proposals, with what guardrails need to know to judge them. */
final class AccountCase {

    private final CompiledRules rules;
    private final GuardrailFacts known;
    private final AccountFacts facts;
    private final Map<String, Integer> hits;
    private final Map<CampaignFacts, List<Pending>> byCampaign = new java.util.IdentityHashMap<>();
    private final Map<Integer, Pending> pending = new LinkedHashMap<>();
    private final Map<Integer, Proposal> proposals = new LinkedHashMap<>();
    private final List<Gate> gates = new ArrayList<>();
    private final List<PastAction> past = new ArrayList<>();

    AccountCase(CompiledRules rules, GuardrailFacts known, AccountFacts facts, Map<String, Integer> hits) {
        this.rules = rules;
        this.known = known;
        this.facts = facts;
        this.hits = hits;
    }

    void add(Case each) {
        CampaignFacts campaignFacts = each.facts();
        List<Pending> ofCampaign = new ArrayList<>();
        for (dev.adjudge.decision.Proposal proposal : each.proposals()) {
            ofCampaign.add(new Pending(proposal));
        }
        byCampaign.put(campaignFacts, ofCampaign);
        try {
            List<Proposal> described = known.proposals(each, pending.size());
            gates.addAll(known.gates(campaignFacts));
            past.addAll(known.past(campaignFacts));
            for (int i = 0; i < described.size(); i++) {
                Proposal proposal = described.get(i);
                pending.put(proposal.number(), ofCampaign.get(i));
                proposals.put(proposal.number(), proposal);
            }
        } catch (RuntimeException e) {
            ofCampaign.forEach(one -> one.hold(noAnswer(Step.LIMITS.words(), e)));
        }
    }

    List<Pending> of(CampaignFacts campaign) {
        return java.util.Objects.requireNonNull(byCampaign.get(campaign));
    }

    /** Judges the steps that look at one account only. */
    void judge() {
        judge(rules.guardrails().ofAccount(), Step.OF_ACCOUNT, List.of());
        gates.clear();
        past.clear();
    }

    /** Judges the steps that look at the whole run, of which these facts tell. */
    void judge(List<Object> run) {
        judge(rules.guardrails().ofRun(), Step.OF_RUN, run);
    }

    long pauses() {
        return proposals.values().stream().filter(Proposal::pauses).count();
    }

    private void judge(KieBase base, List<Step> steps, List<Object> more) {
        if (proposals.isEmpty()) {
            return;
        }
        Step step = steps.get(0);
        try (GuardrailSession session =
                new GuardrailSession(base, rules.guardrails().byName(), pending, hits)) {
            try {
                Account account = known.account(facts);
                session.know(account);
                more.forEach(session::know);
                gates.forEach(session::know);
                past.forEach(session::know);
                proposals.values().forEach(session::know);
                for (Step next : steps) {
                    step = next;
                    if (step == Step.ACCOUNT) {
                        GuardrailFacts.queue(standing(session), account).forEach(session::know);
                    }
                    session.judge(step);
                }
            } catch (RuntimeException e) {
                Reason reason = noAnswer(session.speaker(step), e);
                pending.values().stream().filter(Pending::stands).forEach(one -> one.hold(reason));
            }
            standing(session).forEach(proposal -> proposals.put(proposal.number(), proposal));
            proposals.keySet().removeIf(number -> !java.util.Objects.requireNonNull(pending.get(number))
                    .stands());
        }
    }

    private static List<Proposal> standing(GuardrailSession session) {
        return session.standing().stream()
                .filter(Proposal.class::isInstance)
                .map(Proposal.class::cast)
                .toList();
    }

    private Reason noAnswer(String speaker, RuntimeException e) {
        return rules.guardrails().noAnswer(speaker, e);
    }
}
