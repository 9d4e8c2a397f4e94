package dev.adjudge.rules;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Alert;
import dev.adjudge.decision.Approval;
import dev.adjudge.decision.BudgetRange;
import dev.adjudge.decision.Proposal;
import dev.adjudge.decision.ReleaseRef;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.decision.Subject;
import dev.adjudge.fact.Anomaly;
import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.fact.ItemFacts;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.rules.guard.Limits;
import dev.adjudge.rules.guard.ModerationLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.kie.dmn.api.core.DMNRuntime;

/** A release, ready to decide. Immutable; shared by all threads. */
public final class CompiledRelease {

    private static final Logger log = Logger.getLogger(CompiledRelease.class);

    private final ReleaseRef ref;
    private final CompiledRules rules;
    private final Map<String, UUID> ruleIds;

    CompiledRelease(ReleaseRef ref, CompiledRules rules, Map<String, UUID> ruleIds) {
        this.ref = ref;
        this.rules = rules;
        this.ruleIds = Map.copyOf(ruleIds);
    }

    public ReleaseRef ref() {
        return ref;
    }

    /** The register's id of each rule, by its name. */
    public Map<String, UUID> ruleIds() {
        return ruleIds;
    }

    /**
     * What rules want of a campaign, in the order of the table; empty when none speaks.
     *
     * @throws RuleFailure when the table gave no answer
     */
    public List<Proposal> propose(CampaignFacts facts) {
        return rules.proposals().propose(facts);
    }

    /** Each rule of the table as hit or, with the first condition that was not met, no hit. */
    public List<RuleTrace> trace(CampaignFacts facts) {
        return rules.proposals().trace(facts);
    }

    /** The rows about campaigns that match this one: what rules want of it, what it must meet first, how far they may go. */
    public List<TableRow> matches(CampaignFacts facts) {
        return rules.proposals().decision().bounded(() -> {
            Map<String, ?> inputs = FactContext.of(facts);
            List<TableRow> matches =
                    new ArrayList<>(rules.proposals().decision().matches(inputs));
            matches.addAll(rules.gate().decision().matches(inputs));
            rules.limits().decision().matches(FactContext.limitsOf(facts.campaign())).stream()
                    .limit(1)
                    .forEach(matches::add);
            return matches;
        });
    }

    /** The rows of the tables that {@link #matches} looks at. */
    public Set<TableRow> matched() {
        return Stream.of(
                        rules.proposals().decision(),
                        rules.gate().decision(),
                        rules.limits().decision())
                .map(DmnDecision::table)
                .flatMap(table -> table.rows().stream().map(row -> TableRow.of(table, row)))
                .collect(Collectors.toSet());
    }

    /** The rule that each row is. */
    public Map<TableRow, String> ruleNames() {
        Map<TableRow, String> names = new HashMap<>();
        Stream.concat(
                        Stream.of(
                                rules.proposals().decision(),
                                rules.gate().decision(),
                                rules.limits().decision(),
                                rules.alerts().decision()),
                        Stream.concat(
                                rules.approvals().stream().map(ApprovalRules::decision),
                                rules.moderation().stream()
                                        .flatMap(moderation -> Stream.of(
                                                moderation.items().decision(),
                                                moderation.limits().decision()))))
                .map(DmnDecision::table)
                .forEach(table -> table.rows()
                        .forEach(row -> names.put(
                                TableRow.of(table, row),
                                String.valueOf(
                                        Objects.requireNonNullElse(row.output("rule"), row.annotation("Rule"))))));
        return names;
    }

    /**
     * What people are to be told of an anomaly; empty when nothing.
     *
     * @throws RuleFailure when the table gave no answer
     */
    public Optional<Alert> alert(Anomaly anomaly) {
        return rules.alerts().judge(anomaly);
    }

    /** Who says yes to an action that is held. */
    public Approval approval(Subject subject, Action action) {
        try {
            return rules.approvals()
                    .map(approvals -> approvals.judge(subject, action))
                    .orElse(Approval.IN_DOUBT);
        } catch (RuleFailure e) {
            log.errorf(e, "The approval table gave no answer, subject=%s", subject);
            return Approval.IN_DOUBT;
        }
    }

    /**
     * How far a campaign's daily budget may go.
     *
     * @throws RuleFailure when the table gave no answer
     */
    public BudgetRange budgetRange(Subject subject, String currency) {
        Limits limits = rules.limits().of(subject.platform(), subject.account(), subject.id(), new Memory());
        return new BudgetRange(
                limits.minimumDailyBudget(),
                limits.maximumDailyBudget(),
                dev.adjudge.rules.guard.Proposal.decimals(currency));
    }

    /** Whether it says anything of comments, mentions and messages. */
    public boolean moderates() {
        return rules.moderation().isPresent();
    }

    /**
     * From where on something is a burst, or somebody a repeat offender.
     *
     * @throws RuleFailure when the table gave no answer
     */
    public ModerationLimits moderationLimits(SocialItem item) {
        return moderation().limits().of(item, new Memory());
    }

    /** What becomes of items, judged together. One that can't be judged does not keep the others from it. Answers have no words yet. */
    public JudgedItems moderate(RunConditions conditions, List<ItemFacts> items) {
        return new ItemCases(moderation(), rules.guardrails(), conditions).judge(items);
    }

    private ModerationRules moderation() {
        return rules.moderation()
                .orElseThrow(() -> new RuleFailure("Release " + ref.id() + " has no model \"" + ItemRules.MODEL
                        + "\"; take dmn/moderation-policy.dmn and rules/moderation into it"));
    }

    /** Guardrails for one run; for one thread. */
    public GuardedRun guard(RunConditions conditions) {
        return new GuardedRun(rules, conditions);
    }

    /** The compiled models of its DMN files. */
    public DMNRuntime dmn() {
        return rules.dmn();
    }

    /** All its files by path. */
    public Map<String, String> files() {
        return rules.files().contents();
    }

    /** Its DMN files by path. */
    public Map<String, String> dmnFiles() {
        return rules.files().dmn();
    }

    CompiledRules rules() {
        return rules;
    }
}
