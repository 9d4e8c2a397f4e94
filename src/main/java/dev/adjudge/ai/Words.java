package dev.adjudge.ai;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A text's words in their order; an emoji, a question mark and a kind ({@code link}, {@code money}) are words too. */
final class Words {

    /** More than this many say nothing new. */
    private static final int MOST = 2_000;

    /** What English appends to a word with an apostrophe; elsewhere it separates an article from its noun. */
    private static final Set<String> CLITICS = Set.of("t", "s", "m", "d", "re", "ve", "ll");

    private Words() {}

    static List<String> of(String text) {
        String plain = PlainText.of(text);
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < plain.length() && words.size() < MOST) {
            int point = plain.codePointAt(at);
            if (point == PlainText.KIND || part(point)) {
                int end = at + 1;
                while (end < plain.length() && part(plain.codePointAt(end))) {
                    end += Character.charCount(plain.codePointAt(end));
                }
                end = clitic(plain, end);
                words.add(plain.substring(at, end).replace("'", "").replace("’", ""));
                at = end;
            } else {
                int end = at + Character.charCount(point);
                if (point == '!' || point == '?' || point == '¿') {
                    while (end < plain.length() && plain.charAt(end) == point) {
                        end++;
                    }
                    words.add(plain.substring(at, Math.min(end, at + 2)));
                } else if (sign(point)) {
                    words.add(plain.substring(at, end));
                }
                at = end;
            }
        }
        return words;
    }

    private static boolean part(int point) {
        int type = Character.getType(point);
        return Character.isLetterOrDigit(point)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean sign(int point) {
        int type = Character.getType(point);
        return type == Character.OTHER_SYMBOL || type == Character.CURRENCY_SYMBOL || type == Character.MATH_SYMBOL;
    }

    /** Where the word ends that may go on behind an apostrophe. */
    private static int clitic(String plain, int end) {
        if (end >= plain.length() || plain.charAt(end) != '\'' && plain.charAt(end) != '’') {
            return end;
        }
        int last = end + 1;
        while (last < plain.length() && last < end + 4 && part(plain.codePointAt(last))) {
            last++;
        }
        return CLITICS.contains(plain.substring(end + 1, Math.min(last, plain.length()))) ? last : end;
    }
}
