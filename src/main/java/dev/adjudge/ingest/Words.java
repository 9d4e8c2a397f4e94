package dev.adjudge.ingest;

import org.jspecify.annotations.Nullable;

/** What a name or an id may be made of. */
final class Words {

    static final int LONGEST_NAME = 500;
    static final int LONGEST_ID = 200;
    private static final int SHOWN = 100;
    private static final char REPLACED = '\ufffd';

    /** Why a text can't be kept; null when it can. */
    static @Nullable String unfit(String text, int longest) {
        if (text.length() > longest) {
            return "has " + text.length() + " characters; at most " + longest + " are allowed";
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f) {
                continue;
            }
            if (c == REPLACED) {
                return "is not valid UTF-8; save the file as UTF-8, or say its encoding in the header, for example"
                        + " Content-Type: text/csv; charset=windows-1252";
            }
            if (Character.isISOControl(c)) {
                return "has a control character (U+%04X) at place %d; remove it".formatted((int) c, i + 1);
            }
            if (Character.isSurrogate(c)
                    && (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1)))) {
                return "has half a character (U+%04X) at place %d; remove it".formatted((int) c, i + 1);
            }
            if (Character.isHighSurrogate(c)) {
                i++;
            }
        }
        return null;
    }

    /** A value as messages and reports show it: not longer than a line, and only what can be stored. */
    static String shown(String value) {
        String text = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
        return storable(text);
    }

    /** PostgreSQL's text holds no NUL, and UTF-8 no half characters. */
    static String storable(String text) {
        boolean fine = text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c));
        if (fine) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(c == 0 || (c >= 0xd800 && c <= 0xdfff) ? REPLACED : c));
        return clean.toString();
    }

    private Words() {}
}
