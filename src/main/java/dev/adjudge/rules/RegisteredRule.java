package dev.adjudge.rules;

import dev.adjudge.rules.RuleProblem.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule as the register shows it.
 *
 * @param platform the platforms it is about; {@code any} for all
 * @param type {@code proposal}, {@code gate}, {@code limit}, {@code alert}, {@code approval}, {@code moderation} or {@code guardrail}
 * @param conditions by the column's label, or the text of a guardrail's condition
 * @param actions by the output's name, or the text of a guardrail's consequence
 * @param serviceTime for a proposal, what the service gate asks on each platform it names; for a gate, what it asks
 */
record RegisteredRule(
        String name,
        String platform,
        String type,
        String owner,
        String description,
        String file,
        Map<String, @Nullable Object> conditions,
        Map<String, @Nullable Object> actions,
        Map<String, @Nullable Object> serviceTime) {

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final String ANY = "any";

    /** What it does, as a sentence; what its author says of it, for what is no row of a table or has no conditions to tell. */
    String words() {
        return switch (type) {
            case "proposal" -> RuleWords.proposal(platform, conditions, actions);
            case "moderation" -> RuleWords.moderation(conditions, actions);
            case "alert" -> RuleWords.row("Tell people (" + actions.get("level") + ") of an anomaly", conditions);
            case "approval" ->
                RuleWords.row(
                        "Ask " + actions.get("approver") + ", for " + actions.get("deadlineHours")
                                + " hours, about what is held",
                        conditions);
            default -> description;
        };
    }

    static List<RegisteredRule> all(
            ProposalRules proposals,
            ServiceGate gate,
            GuardrailLimits limits,
            AlertRules alerts,
            Optional<ApprovalRules> approvals,
            Optional<ModerationRules> moderation,
            Guardrails guardrails,
            List<RuleProblem> problems) {
        List<RegisteredRule> all = new ArrayList<>();
        Table gates = gate.decision().table();
        for (ProposalRule rule : proposals.byName().values()) {
            all.add(row(rule.table(), rule.row(), rule.name(), "proposal", serviceTime(rule, gates)));
        }
        for (Table.Row row : gates.rows()) {
            all.add(row(gates, row, row.annotation("Rule"), "gate", asked(row)));
        }
        Table limit = limits.decision().table();
        for (Table.Row row : limit.rows()) {
            all.add(row(limit, row, row.annotation("Rule"), "limit", Map.of()));
        }
        Table alert = alerts.decision().table();
        for (Table.Row row : alert.rows()) {
            all.add(row(alert, row, String.valueOf(row.output("rule")), "alert", Map.of()));
        }
        approvals.map(rules -> rules.decision().table()).ifPresent(approval -> approval.rows()
                .forEach(row -> all.add(row(approval, row, row.annotation("Rule"), "approval", Map.of()))));
        moderation.ifPresent(rules -> {
            Table items = rules.items().decision().table();
            items.rows()
                    .forEach(row ->
                            all.add(row(items, row, String.valueOf(row.output("rule")), "moderation", Map.of())));
            Table bounds = rules.limits().decision().table();
            bounds.rows().forEach(row -> all.add(row(bounds, row, row.annotation("Rule"), "limit", Map.of())));
        });
        for (Guardrail guardrail : guardrails.byName().values()) {
            Map<String, @Nullable Object> conditions = new LinkedHashMap<>();
            conditions.put("step", guardrail.step().words());
            conditions.put("when", guardrail.when());
            all.add(new RegisteredRule(
                    guardrail.name(),
                    ANY,
                    "guardrail",
                    guardrail.owner(),
                    guardrail.description(),
                    guardrail.file(),
                    conditions,
                    Map.of("then", guardrail.then()),
                    Map.of()));
        }
        refuseSameNames(all, problems);
        return List.copyOf(all);
    }

    private static void refuseSameNames(List<RegisteredRule> all, List<RuleProblem> problems) {
        Map<String, RegisteredRule> seen = new HashMap<>();
        for (RegisteredRule rule : all) {
            RegisteredRule other = seen.put(rule.name().toLowerCase(Locale.ROOT), rule);
            if (other != null) {
                problems.add(RuleProblem.in(
                        Code.NAME,
                        rule.file(),
                        "the rule name \"" + rule.name() + "\" is used in " + other.file()
                                + " too: each rule has its own"));
            }
        }
    }

    private static RegisteredRule row(
            Table table, Table.Row row, String name, String type, Map<String, @Nullable Object> serviceTime) {
        Map<String, @Nullable Object> conditions = new LinkedHashMap<>();
        String platform = ANY;
        for (int i = 0; i < table.columns().size(); i++) {
            Cell cell = row.cells().get(i);
            if (!cell.asksNothing()) {
                conditions.put(table.columns().get(i).label(), cell.text());
                if (platformColumn(table.columns().get(i)) && !cell.text().startsWith("not")) {
                    platform = String.join(", ", quoted(cell.text()));
                }
            }
        }
        Map<String, @Nullable Object> actions = new LinkedHashMap<>(row.outputs());
        actions.remove("rule");
        actions.values().removeIf(java.util.Objects::isNull);
        return new RegisteredRule(
                name,
                platform,
                type,
                row.annotation("Owner"),
                row.annotation("Description"),
                table.file(),
                conditions,
                actions,
                serviceTime);
    }

    private static Map<String, @Nullable Object> asked(Table.Row gate) {
        Map<String, @Nullable Object> asked = new LinkedHashMap<>();
        asked.put("minimumDays", gate.output("minimumDays"));
        asked.put("minimumImpressions", gate.output("minimumImpressions"));
        return asked;
    }

    private static Map<String, @Nullable Object> serviceTime(ProposalRule rule, Table gates) {
        Map<String, @Nullable Object> byPlatform = new LinkedHashMap<>();
        for (int i = 0; i < rule.table().columns().size(); i++) {
            if (!platformColumn(rule.table().columns().get(i))) {
                continue;
            }
            for (String platform : quoted(rule.row().cells().get(i).text())) {
                for (Table.Row gate : gates.rows()) {
                    Figures asked = new Figures(gates, Map.of("campaign", Map.of("platform", platform)));
                    if (gate.output("actions") instanceof List<?> actions
                            && actions.contains(rule.wants())
                            && Table.firstUnmet(gate, asked) < 0) {
                        byPlatform.put(platform, asked(gate));
                    }
                }
            }
        }
        return byPlatform;
    }

    private static boolean platformColumn(Column column) {
        return column.path().equals(List.of("campaign", "platform"))
                || column.path().equals(List.of("platform"));
    }

    private static List<String> quoted(String cell) {
        List<String> words = new ArrayList<>();
        Matcher matcher = QUOTED.matcher(cell);
        while (matcher.find()) {
            words.add(matcher.group(1));
        }
        return words;
    }
}
