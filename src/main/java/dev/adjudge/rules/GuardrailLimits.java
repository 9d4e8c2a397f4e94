package dev.adjudge.rules;

import dev.adjudge.rules.RuleProblem.Code;
import dev.adjudge.rules.guard.Limits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code Limits}: how far rules may go. */
record GuardrailLimits(DmnDecision decision) {

    private static final String MODEL = "Guardrail Limits";
    private static final String DECISION = "Limits";
    /** Tables that were made before complaints were counted have no such column. */
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private static final List<String> WHOLE = List.of(
            "dataAgeHours", "cooldownHours", "flipFlopHours", "compoundingDays", "pausedCampaigns", "pausedTotal");
    private static final List<String> DECIMAL = List.of(
            "minimumDailyBudget",
            "maximumDailyBudget",
            "cutPercent",
            "raisePercent",
            "compoundingCutPercent",
            "compoundingRaisePercent",
            "accountRaisePercent",
            "pausedPercent");

    static Optional<GuardrailLimits> in(DmnModels models, List<RuleProblem> problems) {
        Optional<DmnDecision> decision = models.table(MODEL, DECISION);
        decision.ifPresent(found -> check(found.table(), problems));
        return decision.map(GuardrailLimits::new);
    }

    /** The limits for one campaign, or, with no campaign, for its whole account. */
    Limits of(String platform, String account, @Nullable String campaign, Memory memory) {
        Object row = memory.recall(decision, FactContext.of(platform, account, campaign));
        if (!(row instanceof Map<?, ?> limits)) {
            throw new RuleFailure("no row of " + DECISION + " covers " + platform + ":" + account + ":" + campaign);
        }
        return new Limits(
                whole(limits, "dataAgeHours"),
                decimal(limits, "minimumDailyBudget"),
                decimal(limits, "maximumDailyBudget"),
                decimal(limits, "cutPercent"),
                decimal(limits, "raisePercent"),
                whole(limits, "cooldownHours"),
                whole(limits, "flipFlopHours"),
                whole(limits, "compoundingDays"),
                decimal(limits, "compoundingCutPercent"),
                decimal(limits, "compoundingRaisePercent"),
                decimal(limits, "accountRaisePercent"),
                decimal(limits, "pausedPercent"),
                whole(limits, "pausedCampaigns"),
                whole(limits, "pausedTotal"),
                limits.get("complaints") == null ? NO_LIMIT : whole(limits, "complaints"));
    }

    private static void check(Table table, List<RuleProblem> problems) {
        for (Table.Row row : table.rows()) {
            RowCheck check = new RowCheck(table, row, problems);
            WHOLE.forEach(check::whole);
            if (row.outputs().containsKey("complaints")) {
                check.whole("complaints");
            }
            DECIMAL.forEach(check::number);
            check.annotated("Rule");
            check.annotated("Owner");
            check.annotated("Description");
            if (row.output("minimumDailyBudget") instanceof BigDecimal least
                    && row.output("maximumDailyBudget") instanceof BigDecimal most
                    && least.compareTo(most) > 0) {
                check.problem("maximumDailyBudget", most + " is less than the minimum, " + least);
            }
        }
        if (table.rows().isEmpty()
                || !table.rows().get(table.rows().size() - 1).cells().stream().allMatch(Cell::asksNothing)) {
            problems.add(RuleProblem.at(
                    Code.TABLE,
                    table.file(),
                    DECISION,
                    table.rows().size(),
                    null,
                    "the last row must cover all others: - in each cell"));
        }
    }

    private static long whole(Map<?, ?> limits, String name) {
        return decimal(limits, name).longValueExact();
    }

    private static BigDecimal decimal(Map<?, ?> limits, String name) {
        return Amounts.plain((BigDecimal) java.util.Objects.requireNonNull(limits.get(name), name));
    }
}
