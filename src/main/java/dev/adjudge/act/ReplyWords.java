package dev.adjudge.act;

import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an answer must be before it goes out in the brand's name, whoever wrote it. */
final class ReplyWords {

    private static final int MOST_CHARACTERS = 279;
    private static final int LONGEST_SHOWN = 40;

    /** What a template leaves for somebody to fill in: {name}, [name], <name>, __name__. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{[^{}]*}|\\[[^\\[\\]]*]|<[\\p{L}_][\\p{L}\\p{N}_ ]*>|__+\\p{L}+__+");

    private ReplyWords() {}

    /**
     * The text without space around it.
     *
     * @throws Problem 422 when it can't be sent
     */
    static String checked(String text) {
        String words = text.strip();
        int characters = words.codePointCount(0, words.length());
        if (characters == 0) {
            throw wrong("is empty; write the answer: {\"reply\":\"…\"}");
        }
        if (characters > MOST_CHARACTERS) {
            throw wrong("has " + characters + " characters; an answer has at most " + MOST_CHARACTERS);
        }
        if (words.codePoints().anyMatch(ReplyWords::unsendable)) {
            throw wrong("holds a control character or half a character; leave it out");
        }
        Matcher open = PLACEHOLDER.matcher(words);
        if (open.find()) {
            String shown = open.group();
            throw wrong("still holds " + shown.substring(0, Math.min(shown.length(), LONGEST_SHOWN))
                    + "; put in what belongs there");
        }
        return words;
    }

    private static boolean unsendable(int character) {
        return Character.getType(character) == Character.SURROGATE
                || Character.isISOControl(character) && character != '\n' && character != '\t';
    }

    private static Problem wrong(String detail) {
        return Problem.wrong("The answer " + detail, new FieldError("/reply", detail));
    }
}
