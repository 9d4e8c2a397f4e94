package dev.adjudge.rules;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Matched;
import dev.adjudge.decision.Proposal;
import dev.adjudge.decision.Subject;
import dev.adjudge.fact.ItemFacts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code Moderation}.
 *
 * @param wants {@code hide}, {@code delete}, {@code reply} or {@code escalate}
 * @param atOnce whether it is done without asking, as far as guardrails let it
 * @param level how urgent an escalation is
 * @param severity 0 to 9: where it stands among what waits for a person
 * @param answerMinutes within which a person is to look at it
 */
record ItemRule(
        String name,
        Table table,
        Table.Row row,
        String wants,
        boolean atOnce,
        Action.@Nullable Level level,
        int severity,
        long answerMinutes,
        ReasonTemplate reason) {

    private static final Set<String> ACTIONS = Set.of("hide", "delete", "reply", "escalate");
    private static final Set<String> LEVELS = Set.of("info", "warning", "critical");
    private static final String AT_ONCE = "at once";
    private static final int MOST_SEVERE = 9;

    /** Empty when the row is broken, and then the problems say why. */
    static Optional<ItemRule> read(Table table, Table.Row row, List<RuleProblem> problems) {
        RowCheck check = new RowCheck(table, row, problems);
        String name = check.text("rule", "the rule's name");
        String wants = check.oneOf("action", ACTIONS);
        String executed = check.oneOf("executed", Set.of(AT_ONCE, "after approval"));
        if (wants.equals("reply") && executed.equals(AT_ONCE)) {
            check.problem("executed", "must be \"after approval\": no reply is sent without a person's yes");
        }
        Action.@Nullable Level level = wants.equals("escalate")
                ? Action.Level.valueOf(check.oneOf("level", LEVELS).toUpperCase(Locale.ROOT))
                : null;
        long severity = check.whole("severity");
        if (severity > MOST_SEVERE) {
            check.problem("severity", "must be 0 to " + MOST_SEVERE + ", and is " + severity);
        }
        long minutes = check.whole("answerMinutes");
        check.annotated("Owner");
        check.annotated("Description");
        ReasonTemplate reason = check.reason();
        return reason == null
                ? Optional.empty()
                : Optional.of(new ItemRule(
                        name,
                        table,
                        row,
                        wants,
                        executed.equals(AT_ONCE),
                        level,
                        (int) Math.min(severity, MOST_SEVERE),
                        minutes,
                        reason));
    }

    Proposal propose(ItemFacts facts, Figures figures) {
        String why = reason.fill(figures);
        return new Proposal(name, Subject.of(facts.item()), action(why), why, matched(figures));
    }

    private Action action(String why) {
        return switch (wants) {
            case "hide" -> new Action.Hide(Action.VISIBLE);
            case "delete" -> new Action.Delete(Action.VISIBLE);
            case "reply" -> new Action.Reply("");
            default -> new Action.Escalate(java.util.Objects.requireNonNull(level), why);
        };
    }

    private Matched matched(Figures figures) {
        return new Matched(
                table.model(),
                table.decision(),
                row.number(),
                row.id(),
                IntStream.range(0, row.cells().size())
                        .filter(column -> !row.cells().get(column).asksNothing())
                        .mapToObj(column -> new Matched.Tested(
                                table.columns().get(column).label(),
                                row.cells().get(column).text(),
                                figures.get(column)))
                        .toList());
    }
}
