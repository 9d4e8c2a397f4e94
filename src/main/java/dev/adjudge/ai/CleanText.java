package dev.adjudge.ai;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** A text as people see it: without what is invisible, each character in its plain form, not too long. */
final class CleanText {

    /** Control and format characters, bidirectional marks, tags, private and unassigned ones, variation selectors, fillers. */
    static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F"
                    + "\\u2800\\u3164\\uFFA0\\uFE00-\\uFE0F\\x{E0100}-\\x{E01EF}]");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}&&[^\\n]]");
    private static final Pattern SPACES = Pattern.compile("[\\p{Zs}\\t]+");
    private static final Pattern LINES = Pattern.compile(" ?\\n[ \\n]*");

    /** Accents on accents: three are more than any script needs. */
    private static final Pattern STACKED = Pattern.compile("(\\p{Mn}{3})\\p{Mn}+");

    private CleanText() {}

    /** Of one that is too long its beginning and its end. */
    static String of(String raw, int most) {
        String plain = INVISIBLE
                .matcher(Normalizer.normalize(raw, Normalizer.Form.NFKC))
                .replaceAll("");
        plain = CONTROL.matcher(plain.replace("\r\n", "\n").replace('\r', '\n')).replaceAll(" ");
        plain = LINES.matcher(SPACES.matcher(plain).replaceAll(" ")).replaceAll("\n");
        return cut(STACKED.matcher(plain).replaceAll("$1").strip(), most);
    }

    private static String cut(String text, int most) {
        int length = text.codePointCount(0, text.length());
        if (length <= most) {
            return text;
        }
        int end = most / 4;
        int start = most - end - 3;
        return text.substring(0, text.offsetByCodePoints(0, start)) + " … "
                + text.substring(text.offsetByCodePoints(0, length - end));
    }
}
