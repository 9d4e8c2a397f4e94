package dev.adjudge.rules;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Alert;
import dev.adjudge.fact.Anomaly;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table {@code Routing}: which anomalies people are told of. */
final class AlertRules {

    private static final String MODEL = "Alert Routing";
    private static final String DECISION = "Routing";
    private static final Set<String> LEVELS = Set.of("info", "warning", "critical");
    private static final Set<String> CHANNELS = Set.of("slack", "email", "pagerduty");

    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    private final DmnDecision decision;
    private final Set<String> kinds;
    private final Map<String, Row> rows = new LinkedHashMap<>();

    private AlertRules(DmnDecision decision) {
        this.decision = decision;
        kinds = decision.allowed("anomaly", "kind").stream()
                .flatMap(values -> TEXT.matcher(values).results())
                .map(value -> value.group(1))
                .collect(Collectors.toSet());
    }

    private record Row(Table.Row source, ReasonTemplate reason) {}

    static Optional<AlertRules> in(DmnModels models, List<RuleProblem> problems) {
        return models.table(MODEL, DECISION).map(decision -> {
            AlertRules rules = new AlertRules(decision);
            decision.table().rows().forEach(row -> rules.read(row, problems));
            return rules;
        });
    }

    DmnDecision decision() {
        return decision;
    }

    /** @return empty where no row fits, or the table is older than the kind: nobody is told */
    Optional<Alert> judge(Anomaly anomaly) {
        return !kinds.isEmpty() && !kinds.contains(anomaly.kind())
                ? Optional.empty()
                : decision.bounded(() -> alert(anomaly));
    }

    private Optional<Alert> alert(Anomaly anomaly) {
        Map<String, ?> inputs = FactContext.of(anomaly);
        if (!(decision.decide(inputs) instanceof Map<?, ?> answer)) {
            return Optional.empty();
        }
        String rule = String.valueOf(answer.get("rule"));
        Row row = rows.get(rule);
        if (row == null || !(answer.get("channels") instanceof List<?> channels)) {
            throw new RuleFailure("The table " + DECISION + " answered with a rule that it does not have: " + answer);
        }
        return Optional.of(new Alert(
                anomaly.kind(),
                anomaly.subject(),
                anomaly.count(),
                anomaly.usual(),
                rule,
                Action.Level.valueOf(String.valueOf(answer.get("level")).toUpperCase(Locale.ROOT)),
                channels.stream().map(String::valueOf).toList(),
                answer.get("escalateAfter") instanceof BigDecimal minutes ? minutes.longValueExact() : null,
                row.reason().fill(new Figures(decision.table(), inputs))));
    }

    private void read(Table.Row row, List<RuleProblem> problems) {
        RowCheck check = new RowCheck(decision.table(), row, problems);
        String name = check.text("rule", "the rule's name");
        check.oneOf("level", LEVELS);
        check.listOf("channels", CHANNELS);
        if (row.output("escalateAfter") != null) {
            check.whole("escalateAfter");
        }
        check.annotated("Owner");
        check.annotated("Description");
        ReasonTemplate reason = check.reason();
        if (reason != null) {
            rows.put(name, new Row(row, reason));
        }
    }
}
