package dev.adjudge.rules;

import org.jspecify.annotations.Nullable;

/**
 * Keeps out formulas that are small but which KIE's parser would take for ever over, or all the memory: what it needs grows
 * with the power of how deep lists are nested, and of how long a path of names is, and nothing stops it. (Measured: 100 nested
 * lists need 1 GB, a path of 400 names more than 10 s; 50 of either well under a second.)
 */
final class FormulaFence {

    private static final int MOST_NESTED = 50;
    private static final int LONGEST_PATH = 50;

    private FormulaFence() {}

    /** What is too much in the formula; null when nothing is. */
    static @Nullable String excess(CharSequence feel) {
        int depth = 0;
        int names = 1;
        boolean quoted = false;
        for (int i = 0; i < feel.length(); i++) {
            char each = feel.charAt(i);
            if (quoted) {
                i += each == '\\' ? 1 : 0;
                quoted = each != '"';
                continue;
            }
            switch (each) {
                case '"' -> quoted = true;
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                default -> {}
            }
            if (each == '.') {
                names++;
            } else if ("()[]{}\"+-*/<>=!,;:".indexOf(each) >= 0) {
                names = 1;
            }
            if (depth > MOST_NESTED) {
                return "brackets are nested more than " + MOST_NESTED
                        + " deep: name the inner part as a decision of its own";
            }
            if (names > LONGEST_PATH) {
                return "a path has more than " + LONGEST_PATH + " names";
            }
        }
        return null;
    }
}
