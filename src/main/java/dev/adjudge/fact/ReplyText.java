package dev.adjudge.fact;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a reply may hold, whoever wrote it. */
public final class ReplyText {

    /** Code points. */
    public static final int LONGEST = 279;

    private static final Pattern PLACEHOLDER = Pattern.compile(
            "\\$?\\{[^{}]{0,60}}+|\\[[\\p{L}\\d _'./-]{1,60}]|<[\\p{L}\\d _'./-]{1,60}>|__+\\p{L}+__+|%\\p{L}[\\p{L}\\d_]*%|%[sd]\\b"
                    + "|\\$\\p{L}[\\p{L}\\d_]*|#[\\p{L}_]{2,40}#|@@\\p{L}+@@|\\b(XXX+|TODO|TBD)\\b|[{}\\[\\]]");

    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}\\u00AD\\u061C\\u180E\\u200B\\u200E\\u200F"
                    + "\\u202A-\\u202E\\u2060-\\u206F\\uFEFF\\x{E0000}-\\x{E001F}&&[^\\n\\t]]");

    private static final Pattern ADDRESS =
            Pattern.compile("(?i)\\S+@\\S+\\.\\S+|https?:|www\\.|\\b[\\p{L}\\d-]{2,}\\.\\p{L}{2,}|(?<!\\S)@\\w");
    private static final Pattern TELEPHONE = Pattern.compile("\\d(?:[ ()./-]{0,3}\\d){6,}");

    private ReplyText() {}

    /** What is wrong with a text that is to be posted as a reply, with what to do; empty when nothing is. */
    public static Optional<String> problem(String text) {
        if (text.isBlank()) {
            return Optional.of("The reply is empty. Write what is to be posted");
        }
        int length = text.codePointCount(0, text.length());
        if (length > LONGEST) {
            return Optional.of(
                    "The reply has " + length + " characters, at most " + LONGEST + " are allowed. Shorten it");
        }
        // also in the wide letters of East Asia
        Matcher open = PLACEHOLDER.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC));
        if (open.find()) {
            return Optional.of(
                    "The placeholder " + open.group() + " is open. Put in what belongs there, or take it out");
        }
        Matcher unseen = UNSEEN.matcher(text);
        if (unseen.find()) {
            return Optional.of(String.format(
                    "There is an invisible character (U+%04X) at position %d. Take it out",
                    text.codePointAt(unseen.start()), text.codePointCount(0, unseen.start()) + 1));
        }
        return Optional.empty();
    }

    /** What is wrong with a text that nobody has written: it may not lead people elsewhere either. */
    public static Optional<String> problemOfDraft(String text) {
        return problem(text).or(() -> {
            if (ADDRESS.matcher(text).find()) {
                return Optional.of("It has a link or an address");
            }
            return TELEPHONE.matcher(text).find() ? Optional.of("It has a telephone number") : Optional.empty();
        });
    }
}
