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
        CharSequence bare = bare(feel.toString());
        int depth = 0;
        int names = 1;
        for (int i = 0; i < bare.length(); i++) {
            char each = bare.charAt(i);
            switch (each) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth = Math.max(0, depth - 1);
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

    /** What the parser takes for more than text: comments left out, strings empty. What is not closed is neither. */
    static CharSequence bare(String feel) {
        StringBuilder bare = new StringBuilder(feel.length());
        int lastClose = feel.lastIndexOf("*/");
        for (int i = 0; i < feel.length(); i++) {
            char each = feel.charAt(i);
            int end = each == '"' ? endOfString(feel, i) : 0;
            if (end > 0) {
                i = end;
                bare.append("\"\"");
            } else if (feel.startsWith("//", i)) {
                while (i + 1 < feel.length() && "\r\n".indexOf(feel.charAt(i + 1)) < 0) {
                    i++;
                }
            } else if (feel.startsWith("/*", i) && lastClose >= i + 2) {
                i = feel.indexOf("*/", i + 2) + 1;
            } else {
                bare.append(each);
            }
        }
        return bare;
    }

    /** Where the string ends that begins here; 0 when none does. */
    private static int endOfString(String feel, int start) {
        for (int i = start + 1; i < feel.length(); i++) {
            switch (feel.charAt(i)) {
                case '"' -> {
                    return i;
                }
                case '\\' -> {
                    if (!isEscape(feel, i + 1)) {
                        return 0;
                    }
                    i++;
                }
                default -> {}
            }
        }
        return 0;
    }

    private static boolean isEscape(String feel, int at) {
        if (at >= feel.length()) {
            return false;
        }
        int digits =
                switch (feel.charAt(at)) {
                    case 'u' -> 4;
                    case 'U' -> 6;
                    default -> 0;
                };
        return at + digits < feel.length()
                && feel.substring(at + 1, at + 1 + digits).chars().allMatch(digit -> Character.digit(digit, 16) >= 0);
    }
}
