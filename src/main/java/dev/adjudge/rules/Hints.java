package dev.adjudge.rules;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What an author may have meant by a name that nothing has. */
final class Hints {

    private static final Pattern NAMED = Pattern.compile("\\bname=\"([^\"]+)\"");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final List<Class<? extends Record>> FACTS = List.of(
            dev.adjudge.rules.guard.Account.class,
            dev.adjudge.rules.guard.Campaign.class,
            dev.adjudge.rules.guard.Limits.class,
            dev.adjudge.rules.guard.PastAction.class,
            dev.adjudge.rules.guard.Proposal.class,
            dev.adjudge.rules.guard.Run.class);
    private static final int SHORTEST = 3;

    /** What compilers say themselves. */
    private static final Set<String> THEIR_WORDS = Set.of(
            "error",
            "compiling",
            "expression",
            "unknown",
            "variable",
            "decision",
            "table",
            "rule",
            "called",
            "condition");

    private Hints() {}

    /** The same problems; those that name nothing there is, with the name that is nearest. */
    static List<RuleProblem> with(RuleFiles files, List<RuleProblem> problems) {
        Set<String> names = names(files);
        return problems.stream()
                .map(problem -> problem.hint() == null && wantsName(problem)
                        ? problem.withHint(nearest(problem.message(), names))
                        : problem)
                .toList();
    }

    private static boolean wantsName(RuleProblem problem) {
        return problem.code() == RuleProblem.Code.FEEL || problem.code() == RuleProblem.Code.DRL;
    }

    private static Set<String> names(RuleFiles files) {
        Set<String> names = new TreeSet<>();
        files.dmn().values().forEach(xml -> {
            Matcher named = NAMED.matcher(xml);
            while (named.find()) {
                names.add(named.group(1));
            }
        });
        for (Class<? extends Record> fact : FACTS) {
            Arrays.stream(fact.getRecordComponents())
                    .map(RecordComponent::getName)
                    .forEach(names::add);
        }
        return names;
    }

    /** Of the words of a message that are no names, the one that is nearest to a name. */
    private static @Nullable String nearest(String message, Set<String> names) {
        @Nullable String found = null;
        int least = Integer.MAX_VALUE;
        for (String word : words(message)) {
            for (String name : names.contains(word) ? Set.<String>of() : names) {
                int distance = distance(word.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
                if (distance < least && distance <= Math.max(1, word.length() / 3)) {
                    least = distance;
                    found = "did you mean '" + name + "'?";
                }
            }
        }
        return found;
    }

    private static List<String> words(String message) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(message);
        while (word.find()) {
            if (word.group().length() >= SHORTEST
                    && !THEIR_WORDS.contains(word.group().toLowerCase(Locale.ROOT))) {
                words.add(word.group());
            }
        }
        return words;
    }

    /** How many characters must be put in, left out or replaced (Levenshtein). */
    private static int distance(String one, String other) {
        int[] before = IntStream.rangeClosed(0, other.length()).toArray();
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[other.length() + 1];
            now[0] = i;
            for (int k = 1; k <= other.length(); k++) {
                int replaced = before[k - 1] + (one.charAt(i - 1) == other.charAt(k - 1) ? 0 : 1);
                now[k] = Math.min(replaced, 1 + Math.min(before[k], now[k - 1]));
            }
            before = now;
        }
        return before[other.length()];
    }
}
