package dev.adjudge.rules;

import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.rules.guard.Gate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The table {@code Service Gate}: how long and how much a campaign must have served. */
record ServiceGate(DmnDecision decision) {

    private static final String DECISION = "Service Gate";
    static final Set<String> ACTIONS = Set.of("pause", "budget_reduce", "budget_increase");

    static Optional<ServiceGate> in(DmnModels models, List<RuleProblem> problems) {
        Optional<DmnDecision> decision = models.table(ProposalRules.MODEL, DECISION);
        decision.ifPresent(found -> {
            for (Table.Row row : found.table().rows()) {
                RowCheck check = new RowCheck(found.table(), row, problems);
                check.listOf("actions", ACTIONS);
                check.whole("minimumDays");
                check.whole("minimumImpressions");
                check.annotated("Rule");
                check.annotated("Owner");
                check.annotated("Description");
            }
        });
        return decision.map(ServiceGate::new);
    }

    /** What must be met before each kind of action on this campaign. */
    List<Gate> of(CampaignFacts facts, Memory memory) {
        Map<String, ?> inputs = FactContext.of(facts);
        List<?> rows = (List<?>) Objects.requireNonNullElse(memory.recall(decision, inputs), List.of());
        String campaign = facts.campaign().key().toString();
        List<Gate> gates = new ArrayList<>();
        for (Object each : rows) {
            Map<?, ?> row = (Map<?, ?>) each;
            for (Object action : (List<?>) Objects.requireNonNull(row.get("actions"))) {
                gates.add(new Gate(
                        campaign,
                        String.valueOf(action),
                        number(row, "minimumDays").intValueExact(),
                        number(row, "minimumImpressions").longValueExact()));
            }
        }
        return gates;
    }

    private static BigDecimal number(Map<?, ?> row, String name) {
        return (BigDecimal) Objects.requireNonNull(row.get(name), name);
    }
}
