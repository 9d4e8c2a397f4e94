package dev.adjudge.rules;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Approval;
import dev.adjudge.decision.Approval.Otherwise;
import dev.adjudge.decision.Subject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table {@code Approval}: who says yes to what is held. */
record ApprovalRules(DmnDecision decision) {

    private static final String MODEL = "Approval Policy";
    private static final String DECISION = "Approval";

    /** Releases that were made before there was such a table have none. */
    static Optional<ApprovalRules> in(DmnModels models, List<RuleProblem> problems) {
        if (!models.has(MODEL)) {
            return Optional.empty();
        }
        return models.table(MODEL, DECISION).map(decision -> {
            decision.table().rows().forEach(row -> check(decision.table(), row, problems));
            return new ApprovalRules(decision);
        });
    }

    /**
     * @throws RuleFailure when the table gave no answer
     */
    Approval judge(Subject subject, Action action) {
        return decision.bounded(() -> approval(subject, action));
    }

    private Approval approval(Subject subject, Action action) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        inputs.put("action", action.kind());
        inputs.put("platform", subject.platform());
        inputs.put("account", subject.account());
        inputs.put("change", change(action));
        if (!(decision.decide(inputs) instanceof Map<?, ?> answer)) {
            return Approval.IN_DOUBT;
        }
        Figures figures = new Figures(decision.table(), inputs);
        String rule = decision.table().rows().stream()
                .filter(row -> Table.firstUnmet(row, figures) < 0)
                .findFirst()
                .map(row -> row.annotation("Rule"))
                .orElse(DECISION);
        return new Approval(
                rule,
                String.valueOf(answer.get("approver")),
                Objects.requireNonNull(hours(answer, "deadlineHours")),
                hours(answer, "remindHours"),
                hours(answer, "escalateHours"),
                answer.get("escalateTo") instanceof String to ? to : null,
                Otherwise.valueOf(String.valueOf(answer.get("otherwise")).toUpperCase(Locale.ROOT)));
    }

    private static @Nullable BigDecimal change(Action action) {
        return action instanceof Action.ChangeBudget budget && budget.before() != null
                ? budget.after().subtract(budget.before())
                : null;
    }

    private static @Nullable Duration hours(Map<?, ?> answer, String name) {
        return answer.get(name) instanceof BigDecimal hours ? Duration.ofHours(hours.longValueExact()) : null;
    }

    private static void check(Table table, Table.Row row, List<RuleProblem> problems) {
        RowCheck check = new RowCheck(table, row, problems);
        check.whole("deadlineHours");
        check.oneOf("otherwise", Set.of("reject", "approve"));
        somebody(check, row, "approver");
        boolean escalates = row.output("escalateHours") != null;
        if (row.output("remindHours") != null) {
            check.whole("remindHours");
        }
        if (escalates) {
            check.whole("escalateHours");
            somebody(check, row, "escalateTo");
        }
        check.annotated("Rule");
        check.annotated("Owner");
        check.annotated("Description");
    }

    private static void somebody(RowCheck check, Table.Row row, String output) {
        if (!(row.output(output) instanceof String who) || !Approval.ROLES.contains(who) && !who.matches("user:\\S+")) {
            check.problem(
                    output,
                    "must be who can approve, in quotes: one of "
                            + Approval.ROLES.stream().sorted().toList() + ", or a user, \"user:anna\"");
        }
    }
}
