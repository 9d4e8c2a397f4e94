package dev.adjudge.rules;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Matched;
import dev.adjudge.fact.AccountFacts;
import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.platform.Flags;
import dev.adjudge.rules.guard.Account;
import dev.adjudge.rules.guard.Campaign;
import dev.adjudge.rules.guard.Gate;
import dev.adjudge.rules.guard.Limits;
import dev.adjudge.rules.guard.PastAction;
import dev.adjudge.rules.guard.Proposal;
import dev.adjudge.rules.guard.Raise;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells guardrails, in their own words, what is known of a run's campaigns and accounts. */
final class GuardrailFacts {

    private final CompiledRules rules;
    private final Instant at;
    private final Memory memory = new Memory();

    /** @param at ages of past actions count from here */
    GuardrailFacts(CompiledRules rules, Instant at) {
        this.rules = rules;
        this.at = at;
    }

    Account account(AccountFacts facts) {
        return new Account(
                facts.platform() + ":" + facts.accountId(),
                facts.activeCampaigns(),
                Amounts.plain(facts.dailyBudget()),
                facts.raisedToday(),
                rules.limits().of(facts.platform(), facts.accountId(), null, memory));
    }

    /** @param first the number of the first of them */
    List<Proposal> proposals(Case each, int first) {
        CampaignFacts facts = each.facts();
        dev.adjudge.fact.Campaign source = facts.campaign();
        Limits limits = rules.limits().of(source.platform(), source.accountId(), source.campaignId(), memory);
        Campaign campaign = new Campaign(
                source.key().toString(),
                source.name(),
                source.status().word(),
                plain(source.dailyBudget()),
                facts.daysSinceLaunch(),
                facts.impressions14d(),
                facts.dataAgeHours(),
                facts.complaints24h(),
                facts.windows().d7().roas());
        int bucket = Flags.bucket(campaign.key());
        List<Proposal> described = new ArrayList<>();
        for (dev.adjudge.decision.Proposal proposal : each.proposals()) {
            described.add(describe(first + described.size(), proposal, facts, campaign, limits, bucket));
        }
        return described;
    }

    List<Gate> gates(CampaignFacts facts) {
        return rules.gate().of(facts, memory);
    }

    /** The earliest first. */
    List<PastAction> past(CampaignFacts facts) {
        List<PastAction> past = new ArrayList<>();
        facts.recentActions().stream()
                .sorted(Comparator.comparing(dev.adjudge.fact.PastAction::at))
                .forEach(action -> past.add(new PastAction(
                        past.size(),
                        facts.campaign().key().toString(),
                        action.kind(),
                        action.rule() == null ? "a person" : action.rule(),
                        Duration.between(action.at(), at).toHours(),
                        plain(action.before()),
                        plain(action.after()),
                        action.manual())));
        return past;
    }

    /** The raises that still stand, the best return first, with what they add up to. */
    static List<Raise> queue(List<Proposal> standing, Account account) {
        Comparator<Proposal> bestReturnFirst = Comparator.comparing(
                proposal -> proposal.campaign().roas7d(), Comparator.nullsFirst(Comparator.naturalOrder()));
        List<Raise> queue = new ArrayList<>();
        BigDecimal total = account.raisedToday();
        for (Proposal proposal : standing.stream()
                .filter(Proposal::raises)
                .filter(proposal -> proposal.before() != null && proposal.after() != null)
                .sorted(bestReturnFirst
                        .reversed()
                        .thenComparing(Proposal::subject)
                        .thenComparing(Proposal::row))
                .toList()) {
            total = total.add(java.util.Objects.requireNonNull(proposal.after())
                    .subtract(java.util.Objects.requireNonNull(proposal.before())));
            queue.add(new Raise(proposal, Amounts.plain(total)));
        }
        return queue;
    }

    private Proposal describe(
            int number,
            dev.adjudge.decision.Proposal proposal,
            CampaignFacts facts,
            Campaign campaign,
            Limits limits,
            int bucket) {
        ProposalRule rule = rules.proposals().byName().get(proposal.rule());
        if (rule == null) {
            throw new IllegalArgumentException("the release has no rule \"" + proposal.rule() + "\"");
        }
        Action.@Nullable ChangeBudget change = proposal.action() instanceof Action.ChangeBudget budget ? budget : null;
        return new Proposal(
                number,
                rule.name(),
                rule.row().number(),
                rule.wants(),
                campaign,
                limits,
                missing(proposal, facts),
                change == null ? null : plain(change.before()),
                change == null ? null : Amounts.plain(change.after()),
                plain(rule.limit()),
                facts.campaign().currency(),
                bucket,
                scopes(facts.campaign(), proposal));
    }

    private static @Nullable String missing(dev.adjudge.decision.Proposal proposal, CampaignFacts facts) {
        for (Matched.Tested tested : proposal.matched().inputs()) {
            if (tested.value() == null) {
                return tested.input();
            }
        }
        if (facts.dataAgeHours() == null) {
            return "the age of the data";
        }
        return proposal.action() instanceof Action.ChangeBudget change && change.before() == null
                ? "the daily budget"
                : null;
    }

    private static Set<String> scopes(dev.adjudge.fact.Campaign campaign, dev.adjudge.decision.Proposal proposal) {
        return Set.of(
                "all",
                "platform:" + campaign.platform(),
                "account:" + campaign.platform() + ":" + campaign.accountId(),
                "rule:" + proposal.rule(),
                "kind:" + proposal.action().kind());
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal amount) {
        return amount == null ? null : Amounts.plain(amount);
    }
}
