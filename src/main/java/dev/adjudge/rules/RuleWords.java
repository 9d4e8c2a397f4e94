package dev.adjudge.rules;

import dev.adjudge.decision.Until;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says a row of a table as a sentence, made from its cells, so that it stays true when one is edited. */
final class RuleWords {

    private static final Pattern OVER_DAYS = Pattern.compile("(.+), (\\d+ days?)");
    private static final Pattern NOT = Pattern.compile("not\\((.+)\\)");

    private RuleWords() {}

    /** What a rule of the table Proposals wants, and of whom. */
    static String proposal(
            String platform, Map<String, @Nullable Object> conditions, Map<String, @Nullable Object> actions) {
        List<String> asked = new ArrayList<>();
        conditions.forEach((label, text) -> {
            if (!label.equals("Platform")) {
                asked.add(figure(label) + " " + condition(String.valueOf(text)));
            }
        });
        return action(actions) + " " + campaign(platform, conditions.get("Platform"))
                + (asked.isEmpty() ? "" : " whose " + and(asked));
    }

    /** What a rule of the table Moderation wants, and of what. */
    static String moderation(Map<String, @Nullable Object> conditions, Map<String, @Nullable Object> actions) {
        String what =
                switch (String.valueOf(actions.get("action"))) {
                    case "hide" -> "Hide";
                    case "delete" -> "Delete";
                    case "reply" -> "Suggest an answer to";
                    default -> "Put before people (" + actions.get("level") + ")";
                };
        return row(what + " an item, " + actions.get("executed") + ",", conditions);
    }

    /** What a row of another table asks for. */
    static String row(String beginning, Map<String, @Nullable Object> conditions) {
        List<String> asked = new ArrayList<>();
        conditions.forEach((label, text) -> asked.add(figure(label) + " " + condition(String.valueOf(text))));
        return beginning + (asked.isEmpty() ? ", whatever it is" : " when " + and(asked));
    }

    private static String action(Map<String, @Nullable Object> actions) {
        Object percent = actions.get("changePercent");
        Object limit = actions.get("limit");
        return switch (String.valueOf(actions.get("action"))) {
            case "pause" -> "Pause" + until(actions.get("until"));
            case "budget_reduce" ->
                "Cut by " + (percent instanceof BigDecimal cut ? cut.negate().toPlainString() : percent) + " %"
                        + (limit == null ? "" : ", not under " + limit + " a day,") + " the budget of";
            case "budget_increase" ->
                "Raise by " + percent + " %" + (limit == null ? "" : ", not over " + limit + " a day,")
                        + " the budget of";
            default -> "Tell people (" + actions.getOrDefault("level", "info") + ") of";
        };
    }

    private static String until(@Nullable Object cell) {
        if (!(cell instanceof String text) || text.isBlank()) {
            return "";
        }
        Until until = UntilCell.read(text);
        return until instanceof Until.After after ? " for " + after.span() : ", until " + until.words() + ",";
    }

    private static String campaign(String platform, @Nullable Object cell) {
        if (cell != null && cell.toString().startsWith("not")) {
            return "a campaign whose platform " + condition(cell.toString()) + ", and";
        }
        return platform.equals("any") ? "any campaign" : "a campaign on " + platform.replace(", ", " or ");
    }

    /** {@code CPL, 7 days} is the CPL over 7 days. */
    private static String figure(String label) {
        Matcher days = OVER_DAYS.matcher(label);
        return days.matches() ? days.group(1) + " over " + days.group(2) : label;
    }

    static String condition(String text) {
        Matcher not = NOT.matcher(text);
        if (not.matches()) {
            return "is not " + or(not.group(1));
        }
        Matcher range = Region.Interval.RANGE.matcher(text);
        if (range.matches()) {
            return "is between " + range.group(2) + (range.group(1).equals("[") ? "" : " (not itself)") + " and "
                    + range.group(3) + (range.group(4).equals("]") ? "" : " (not itself)");
        }
        return PlainTest.of(text)
                .map(test ->
                        test instanceof PlainTest.Comparison comparison ? comparison(comparison) : "is " + or(text))
                .orElse("meets " + text);
    }

    private static String comparison(PlainTest.Comparison comparison) {
        String sign =
                switch (comparison.sign()) {
                    case "<" -> "is below ";
                    case "<=" -> "is at most ";
                    case ">" -> "is above ";
                    case ">=" -> "is at least ";
                    default -> "is ";
                };
        return sign + comparison.limit().toPlainString();
    }

    private static String or(String words) {
        return words.replace("\"", "").replaceAll("\\s*,\\s*", " or ");
    }

    private static String and(List<String> parts) {
        int last = parts.size() - 1;
        return last == 0 ? parts.get(0) : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }
}
