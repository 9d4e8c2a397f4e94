package dev.adjudge.ai;

import dev.adjudge.fact.Intent;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says which words of a text spoke most for what it was taken for; at most three, and none that is long. */
final class Reason {

    private static final int LOOKED_AT = 60;
    private static final int LONGEST = 20;

    private record Spoke(String word, double strength) {}

    private Reason() {}

    static @Nullable String of(List<String> words, Intent intent, SmallHead head) {
        List<Spoke> spoke = words.stream()
                .distinct()
                .limit(LOOKED_AT)
                .filter(word -> word.length() <= LONGEST && Character.isLetter(word.charAt(word.length() - 1)))
                .map(word -> new Spoke(word, strength(word, intent.ordinal(), head)))
                .filter(word -> word.strength() > 0.1)
                .sorted(Comparator.comparingDouble(Spoke::strength).reversed())
                .limit(3)
                .toList();
        if (spoke.isEmpty()) {
            return null;
        }
        String quoted = String.join(", ", spoke.stream().map(Reason::quoted).toList());
        return String.format(
                Locale.ROOT, "%s %s for %s", quoted, spoke.size() == 1 ? "speaks" : "speak", intent.word());
    }

    private static String quoted(Spoke spoke) {
        return spoke.word().charAt(0) == PlainText.KIND ? "a " + spoke.word().substring(1) : "\"" + spoke.word() + "\"";
    }

    /** What a word adds to a class beyond what it adds to all. */
    private static double strength(String word, int index, SmallHead head) {
        double[] scores = head.scores(Features.of(List.of(word)));
        double sum = 0;
        for (double score : scores) {
            sum += score;
        }
        return scores[index] - sum / scores.length;
    }
}
