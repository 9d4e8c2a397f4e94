package dev.adjudge.rules;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Proposal;
import dev.adjudge.decision.Reason;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.decision.Verdict;
import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ItemFacts;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.platform.Flags;
import dev.adjudge.rules.guard.Item;
import dev.adjudge.rules.guard.ItemProposal;
import dev.adjudge.rules.guard.ModerationLimits;
import dev.adjudge.rules.guard.Run;
import dev.adjudge.rules.guard.Switch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Items that are judged together: what rules want of each, and what guardrails say to that. For one thread. */
final class ItemCases {

    private static final Logger log = Logger.getLogger(ItemCases.class);
    private static final long ANSWER_MINUTES_IN_DOUBT = 24 * 60;

    /** Holds also where somebody switched the guardrail off that says so. */
    private static final Reason NEVER_BY_ITSELF =
            new Reason("reply-approval", "no reply is sent without a person's yes");

    private final ModerationRules rules;
    private final Guardrails guardrails;
    private final RunConditions conditions;
    private final Memory memory = new Memory();
    private final Map<Integer, Pending> pending = new LinkedHashMap<>();
    private final List<Item> items = new ArrayList<>();
    private final List<ItemProposal> proposals = new ArrayList<>();
    private final Map<Integer, String> failures = new HashMap<>();
    private final Map<String, Integer> spoke = new HashMap<>();

    ItemCases(ModerationRules rules, Guardrails guardrails, RunConditions conditions) {
        this.rules = rules;
        this.guardrails = guardrails;
        this.conditions = conditions;
    }

    JudgedItems judge(List<ItemFacts> all) {
        for (int i = 0; i < all.size(); i++) {
            try {
                describe(i, all.get(i));
            } catch (RuntimeException e) {
                log.warnf(e, "Item not judged, subject=%s", all.get(i).item().key());
                failures.put(i, String.valueOf(e.getMessage()));
            }
        }
        List<Alarm> alarms = guard();
        List<JudgedItem> judged = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            judged.add(judged(all.get(i), pending.get(i), failures.get(i)));
        }
        return new JudgedItems(List.copyOf(judged), alarms, Map.copyOf(spoke));
    }

    private void describe(int number, ItemFacts facts) {
        Item item = item(facts, rules.limits().of(facts.item(), memory));
        items.add(item);
        Optional<Proposal> wanted = rules.items().propose(facts);
        if (wanted.isPresent()) {
            Proposal proposal = wanted.get();
            pending.put(number, new Pending(proposal));
            proposals.add(new ItemProposal(
                    number,
                    proposal.rule(),
                    proposal.action().kind(),
                    rule(proposal).atOnce(),
                    item,
                    Flags.bucket(facts.item().key()),
                    scopes(facts.item(), proposal)));
        }
    }

    private List<Alarm> guard() {
        if (items.isEmpty()) {
            return List.of();
        }
        Step step = Step.MODERATION;
        try (GuardrailSession session =
                new GuardrailSession(guardrails.ofItems(), guardrails.byName(), pending, spoke)) {
            try {
                session.know(new Run(0, conditions.rolloutPercent()));
                conditions.switches().forEach(each -> session.know((Object) new Switch(each.scope(), each.reason())));
                items.forEach(item -> session.know((Object) item));
                proposals.forEach(session::know);
                for (Step next : Step.OF_ITEMS) {
                    step = next;
                    session.judge(step);
                }
            } catch (RuntimeException e) {
                Reason reason = guardrails.noAnswer(session.speaker(step), e);
                pending.values().stream().filter(Pending::stands).forEach(one -> one.hold(reason));
            }
            return session.alarms();
        }
    }

    private JudgedItem judged(ItemFacts facts, @Nullable Pending one, @Nullable String failure) {
        if (one == null) {
            return new JudgedItem(facts, List.of(), 0, ANSWER_MINUTES_IN_DOUBT, failure);
        }
        if (one.wants(Action.Reply.class)) {
            one.hold(NEVER_BY_ITSELF);
        }
        Verdict verdict = one.verdict();
        ItemRule rule = rule(verdict.proposal());
        return new JudgedItem(facts, List.of(verdict), rule.severity(), rule.answerMinutes(), failure);
    }

    private ItemRule rule(Proposal proposal) {
        return java.util.Objects.requireNonNull(rules.items().byName().get(proposal.rule()));
    }

    private static Item item(ItemFacts facts, ModerationLimits limits) {
        SocialItem item = facts.item();
        Classification said = facts.classification();
        Set<String> labels = new HashSet<>();
        if (said != null) {
            labels.add(said.intent().word());
            labels.addAll(said.flags());
        }
        return new Item(
                item.key(),
                item.objectType(),
                item.postId() == null ? null : item.platform() + ":" + item.postId(),
                said == null ? null : said.intent().word(),
                said == null ? null : said.confidence(),
                Set.copyOf(labels),
                facts.author().hiddenItems(),
                facts.author().repliesToday(),
                facts.post().items(),
                facts.post().repliesToday(),
                facts.post().alikeUsers(),
                facts.post().burst(),
                limits);
    }

    private static Set<String> scopes(SocialItem item, Proposal proposal) {
        return Set.of(
                "all",
                "platform:" + item.platform(),
                "platform:" + proposal.subject().owner(),
                "account:" + item.platform() + ":" + item.accountId(),
                "rule:" + proposal.rule(),
                "kind:" + proposal.action().kind());
    }
}
