package dev.adjudge.rules;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Proposal;
import dev.adjudge.decision.Until;
import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.rules.RuleProblem.Code;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.model.api.DecisionTable;
import org.kie.dmn.model.api.HitPolicy;

/** The table {@code Proposals}: what rules want of a campaign. */
final class ProposalRules {

    static final String MODEL = "Campaign Optimization";
    private static final String DECISION = "Proposals";
    private static final Set<String> ACTIONS = Set.of("pause", "budget_reduce", "budget_increase", "notify");
    private static final String UNTIL = "until";
    private static final BigDecimal EVERYTHING = BigDecimal.valueOf(-100);

    private final DmnDecision decision;
    private final Map<String, ProposalRule> rules = new LinkedHashMap<>();

    private ProposalRules(DmnDecision decision) {
        this.decision = decision;
    }

    static Optional<ProposalRules> in(DmnModels models, List<RuleProblem> problems) {
        return models.table(MODEL, DECISION).map(decision -> {
            ProposalRules rules = new ProposalRules(decision);
            rules.read(problems);
            return rules;
        });
    }

    Map<String, ProposalRule> byName() {
        return rules;
    }

    DmnDecision decision() {
        return decision;
    }

    List<Proposal> propose(CampaignFacts facts) {
        return decision.bounded(() -> proposals(facts));
    }

    List<RuleTrace> trace(CampaignFacts facts) {
        return decision.bounded(() -> traces(facts));
    }

    private List<Proposal> proposals(CampaignFacts facts) {
        Map<String, ?> inputs = FactContext.of(facts);
        Figures figures = new Figures(decision.table(), inputs);
        if (decision.standsAlone() && !decision.table().anyRowHits(figures)) {
            return List.of();
        }
        if (!decision.standsAlone()) {
            figures = new Figures(decision.table(), decision.factsAndDecisions(inputs));
        }
        List<Proposal> proposals = new ArrayList<>();
        for (Object hit : (List<?>) java.util.Objects.requireNonNullElse(decision.decide(inputs), List.of())) {
            ProposalRule rule = rules.get(String.valueOf(((Map<?, ?>) hit).get("rule")));
            if (rule == null) {
                throw new RuleFailure("The table " + DECISION + " answered with a rule that it does not have: " + hit);
            }
            proposals.add(rule.propose(facts, figures));
        }
        return List.copyOf(proposals);
    }

    private List<RuleTrace> traces(CampaignFacts facts) {
        Figures figures = new Figures(decision.table(), decision.factsAndDecisions(FactContext.of(facts)));
        List<RuleTrace> traces = new ArrayList<>();
        for (ProposalRule rule : rules.values()) {
            int unmet = Table.firstUnmet(rule.row(), figures);
            traces.add(new RuleTrace(
                    rule.name(),
                    rule.row().number(),
                    rule.row().id(),
                    unmet < 0,
                    unmet < 0 ? null : rule.tested(unmet, figures)));
        }
        return List.copyOf(traces);
    }

    private void read(List<RuleProblem> problems) {
        Table table = decision.table();
        DecisionTable source = (DecisionTable)
                decision.model().getDecisionByName(DECISION).getDecision().getExpression();
        if (source.getHitPolicy() != HitPolicy.COLLECT || source.getAggregation() != null) {
            problems.add(RuleProblem.at(
                    Code.TABLE,
                    table.file(),
                    DECISION,
                    null,
                    null,
                    "the hit policy must be COLLECT: every row that matches speaks"));
        }
        for (Table.Row row : table.rows()) {
            read(row, problems);
        }
    }

    /** Tables of earlier releases have no such column. */
    private static @Nullable Until until(RowCheck check, Table.Row row, String wants) {
        Object written = row.output(UNTIL);
        if (written == null || written instanceof String text && text.isBlank()) {
            return null;
        }
        if (!wants.equals("pause")) {
            check.problem(UNTIL, "only a pause ends by itself, and this row wants " + wants + ": write null");
        }
        if (!(written instanceof String text)) {
            check.problem(
                    UNTIL,
                    "must be a text in quotes, such as \"P3D\", \"2026-12-24\" or \"windows.d7.roas > 2\", and is "
                            + written);
            return null;
        }
        try {
            return UntilCell.read(text);
        } catch (IllegalArgumentException e) {
            check.problem(UNTIL, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void read(Table.Row row, List<RuleProblem> problems) {
        RowCheck check = new RowCheck(decision.table(), row, problems);
        String name = check.text("rule", "the rule's name");
        String wants = check.oneOf("action", ACTIONS);
        check.annotated("Owner");
        check.annotated("Description");
        boolean budget = wants.startsWith("budget");
        BigDecimal change = budget ? check.number("changePercent") : null;
        BigDecimal limit = budget ? check.number("limit") : null;
        if (change != null && (wants.equals("budget_reduce") ? change.signum() >= 0 : change.signum() <= 0)) {
            check.problem("changePercent", change + " does not fit " + wants + ": a cut is below 0, a raise above");
        }
        if (change != null && change.compareTo(EVERYTHING) <= 0) {
            check.problem("changePercent", change + " leaves nothing: to stop a campaign, pause it");
        }
        Action.@Nullable Level level = wants.equals("notify")
                ? Action.Level.valueOf(check.oneOf("level", Set.of("info", "warning", "critical"))
                        .toUpperCase(Locale.ROOT))
                : null;
        @Nullable Until until = until(check, row, wants);
        @Nullable ReasonTemplate reason = check.reason();
        if (rules.containsKey(name)) {
            check.problem(
                    "rule",
                    "\"" + name + "\" is the name of row "
                            + rules.get(name).row().number() + " too: each rule has its own");
        } else if (reason != null) {
            rules.put(name, new ProposalRule(name, decision.table(), row, wants, change, limit, level, until, reason));
        }
    }
}
