package dev.adjudge.rules;

import dev.adjudge.decision.Proposal;
import dev.adjudge.fact.ItemFacts;
import dev.adjudge.rules.RuleProblem.Code;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kie.dmn.model.api.DecisionTable;
import org.kie.dmn.model.api.HitPolicy;

/** The table {@code Moderation}: what rules want of a comment, a mention or a message. */
final class ItemRules {

    static final String MODEL = "Moderation Policy";
    private static final String DECISION = "Moderation";

    private final DmnDecision decision;
    private final Map<String, ItemRule> rules = new LinkedHashMap<>();

    private ItemRules(DmnDecision decision) {
        this.decision = decision;
    }

    /** Releases that were made before there was such a table have none. */
    static Optional<ItemRules> in(DmnModels models, List<RuleProblem> problems) {
        if (!models.has(MODEL)) {
            return Optional.empty();
        }
        return models.table(MODEL, DECISION).map(decision -> {
            ItemRules rules = new ItemRules(decision);
            rules.read(problems);
            return rules;
        });
    }

    Map<String, ItemRule> byName() {
        return rules;
    }

    DmnDecision decision() {
        return decision;
    }

    /** What is wanted of an item: the first row that fits speaks. An answer has no words yet. */
    Optional<Proposal> propose(ItemFacts facts) {
        return decision.bounded(() -> {
            Map<String, ?> inputs = FactContext.of(facts);
            if (!(decision.decide(inputs) instanceof Map<?, ?> answer)) {
                return Optional.empty();
            }
            ItemRule rule = rules.get(String.valueOf(answer.get("rule")));
            if (rule == null) {
                throw new RuleFailure(
                        "The table " + DECISION + " answered with a rule that it does not have: " + answer);
            }
            return Optional.of(rule.propose(facts, new Figures(decision.table(), inputs)));
        });
    }

    private void read(List<RuleProblem> problems) {
        Table table = decision.table();
        DecisionTable source = (DecisionTable)
                decision.model().getDecisionByName(DECISION).getDecision().getExpression();
        if (source.getHitPolicy() != HitPolicy.FIRST) {
            problems.add(RuleProblem.at(
                    Code.TABLE,
                    table.file(),
                    DECISION,
                    null,
                    null,
                    "the hit policy must be FIRST: one thing is done with an item"));
        }
        for (Table.Row row : table.rows()) {
            ItemRule.read(table, row, problems).ifPresent(rule -> {
                ItemRule other = rules.putIfAbsent(rule.name(), rule);
                if (other != null) {
                    new RowCheck(table, row, problems)
                            .problem(
                                    "rule",
                                    "\"" + rule.name() + "\" is the name of row "
                                            + other.row().number() + " too: each rule has its own");
                }
            });
        }
    }
}
