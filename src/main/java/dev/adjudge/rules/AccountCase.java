package dev.adjudge.rules;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Matched;
import dev.adjudge.decision.Reason;
import dev.adjudge.fact.AccountFacts;
import dev.adjudge.fact.CampaignFacts;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/** One account's proposals, with what guardrails need to know to judge them. */
final class AccountCase {

    private static final int BUCKETS = 100;
    private static final Pattern RULE = Pattern.compile("[Rr]ule \"([^\"]+)\"");

    private final CompiledRules rules;
    private final Memory memory;
    private final Instant at;
    private final AccountFacts facts;
    private final Map<String, Integer> hits;
    private final Map<CampaignFacts, List<Pending>> byCampaign = new java.util.IdentityHashMap<>();
    private final Map<Integer, Pending> pending = new LinkedHashMap<>();
    private final Map<Integer, Proposal> proposals = new LinkedHashMap<>();
    private final List<Gate> gates = new ArrayList<>();
    private final List<PastAction> past = new ArrayList<>();
    private @Nullable Account account;

    AccountCase(CompiledRules rules, Memory memory, Instant at, AccountFacts facts, Map<String, Integer> hits) {
        this.rules = rules;
        this.memory = memory;
        this.at = at;
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
            describe(campaignFacts, each.proposals(), ofCampaign);
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
                Account known = account();
                session.know(known);
                more.forEach(session::know);
                gates.forEach(session::know);
                past.forEach(session::know);
                proposals.values().forEach(session::know);
                for (Step next : steps) {
                    step = next;
                    if (step == Step.ACCOUNT) {
                        queue(session.standing(), known).forEach(session::know);
                    }
                    session.judge(step);
                }
            } catch (RuntimeException e) {
                Reason reason = noAnswer(session.speaker(step), e);
                pending.values().stream().filter(Pending::stands).forEach(one -> one.hold(reason));
            }
            session.standing().forEach(proposal -> proposals.put(proposal.number(), proposal));
            proposals.keySet().removeIf(number -> !java.util.Objects.requireNonNull(pending.get(number))
                    .stands());
        }
    }

    private Account account() {
        if (account == null) {
            account = new Account(
                    facts.platform() + ":" + facts.accountId(),
                    facts.activeCampaigns(),
                    Amounts.plain(facts.dailyBudget()),
                    facts.raisedToday(),
                    rules.limits().of(facts.platform(), facts.accountId(), null, memory));
        }
        return account;
    }

    private void describe(
            CampaignFacts campaignFacts, List<dev.adjudge.decision.Proposal> wanted, List<Pending> states) {
        dev.adjudge.fact.Campaign source = campaignFacts.campaign();
        Limits limits = rules.limits().of(source.platform(), source.accountId(), source.campaignId(), memory);
        List<Gate> needed = rules.gate().of(campaignFacts, memory);
        Campaign campaign = new Campaign(
                source.key().toString(),
                source.name(),
                source.status().word(),
                plain(source.dailyBudget()),
                campaignFacts.daysSinceLaunch(),
                campaignFacts.impressions14d(),
                campaignFacts.dataAgeHours(),
                campaignFacts.windows().d7().roas());
        int bucket = bucket(campaign.key());
        List<Proposal> described = new ArrayList<>();
        for (dev.adjudge.decision.Proposal proposal : wanted) {
            described.add(
                    describe(pending.size() + described.size(), proposal, campaignFacts, campaign, limits, bucket));
        }
        for (int i = 0; i < described.size(); i++) {
            Proposal proposal = described.get(i);
            pending.put(proposal.number(), states.get(i));
            proposals.put(proposal.number(), proposal);
        }
        gates.addAll(needed);
        remember(campaign.key(), campaignFacts.recentActions());
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

    private void remember(String campaign, List<dev.adjudge.fact.PastAction> actions) {
        List<dev.adjudge.fact.PastAction> earliestFirst = actions.stream()
                .sorted(Comparator.comparing(dev.adjudge.fact.PastAction::at))
                .toList();
        for (dev.adjudge.fact.PastAction action : earliestFirst) {
            past.add(new PastAction(
                    earliestFirst.indexOf(action),
                    campaign,
                    action.kind(),
                    action.rule() == null ? "a person" : action.rule(),
                    Duration.between(action.at(), at).toHours(),
                    plain(action.before()),
                    plain(action.after()),
                    action.manual()));
        }
    }

    private static List<Raise> queue(List<Proposal> standing, Account account) {
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

    /** Who failed: the rule that an exception names, else whoever spoke last. */
    private Reason noAnswer(String speaker, RuntimeException e) {
        String who = speaker;
        Throwable cause = e;
        while (true) {
            Matcher named = RULE.matcher(String.valueOf(cause.getMessage()));
            if (named.find() && rules.guardrails().byName().containsKey(named.group(1))) {
                who = named.group(1);
            }
            if (cause.getCause() == null) {
                break;
            }
            cause = cause.getCause();
        }
        Guardrail guardrail = rules.guardrails().byName().get(who);
        return new Reason(
                guardrail == null ? who : guardrail.guardrail(),
                "guardrail \"" + who + "\" could not answer: " + cause.getMessage());
    }

    private static int bucket(String campaign) {
        CRC32 hash = new CRC32();
        hash.update(campaign.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return (int) (hash.getValue() % BUCKETS);
    }

    private static @Nullable BigDecimal plain(@Nullable BigDecimal amount) {
        return amount == null ? null : Amounts.plain(amount);
    }
}
