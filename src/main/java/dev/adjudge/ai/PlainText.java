package dev.adjudge.ai;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** A text as its reader sees it: without invisible characters, disguises, mark-up and names; links and numbers stand as their kind. */
final class PlainText {

    /** What is longer says the same in its beginning; what it takes to read it is bounded. */
    static final int LIMIT = 10_000;

    /** What a kind begins with; no text has it. */
    static final char KIND = 1;

    static final String LINK_WORD = KIND + "link";
    static final String MAIL_WORD = KIND + "mail";

    /** Look-alikes of Latin letters, by code point, and what they look like. */
    private static final String LOOKALIKES = "аеорсухіјѕԁһӏԛԝвкмнтαονρτυικεη";

    private static final String LATIN = "aeopcyxijsdhlqwbkmhtaovptuiken";

    private static final Pattern TAG = Pattern.compile("<[^<>]{0,300}>");
    private static final Pattern LINK = Pattern.compile(
            "(?:https?://|www\\.)[^\\s<>\"]++|\\b[a-z0-9-]{2,40}\\.(?:com|net|org|info|biz|ru|co|io|me|ly|tk|xyz|shop|link|site|online|top|club)\\b(?:/[^\\s<>\"]*+)?");
    private static final Pattern MAIL = Pattern.compile("[a-z0-9._%+-]{1,64}@[a-z0-9.-]{1,64}\\.[a-z]{2,10}");
    private static final Pattern NAME = Pattern.compile("(?:\\brt )?@[\\p{L}\\p{N}_]++:?|\\[(?:name|religion)]");
    private static final Pattern MONEY = Pattern.compile(
            "[$£€¥₹]\\s?\\d[\\d.,]*+\\s?(?:k|m)?\\b|(?<!\\d)(?<!\\d[.,])\\d[\\d.,]*+\\s?(?:[$£€¥₹]|(?:usd|eur|euros?|gbp|dollars?|bucks)\\b)");
    private static final Pattern PERCENT = Pattern.compile("(?<!\\d)(?<!\\d[.,])\\d[\\d.,]*+\\s?%");
    private static final Pattern PHONE = Pattern.compile("(?<!\\d)\\+?\\d(?:[ ./()-]{0,2}\\d){6,}+");
    private static final Pattern CODE = Pattern.compile("(?<![\\p{L}\\d])\\d{5,6}(?![\\p{L}\\d])");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\p{L}\\d])(?<!\\d[.,:/])\\d[\\d.,:/]*+(?!\\p{L})");
    private static final Pattern SPACED =
            Pattern.compile("(?<![\\p{L}\\p{N}])\\p{L}(?:([ ._*|-])\\p{L})(?:\\1\\p{L}){2,}+(?![\\p{L}\\p{N}])");
    private static final Pattern STRETCHED = Pattern.compile("(\\p{L})\\1{2,}+");
    private static final Pattern LEET = Pattern.compile("(?<=\\p{L})[0134$@](?=\\p{L})");

    private PlainText() {}

    /** In small letters and without disguises; mark-up, links, names and numbers are left. */
    static String seen(String text) {
        String seen = visible(cut(text)).toLowerCase(Locale.ROOT).replace('؟', '?');
        return SPACED.matcher(seen).replaceAll(spaced -> spaced.group().replaceAll("[ ._*|-]", ""));
    }

    static String of(String text) {
        String seen = seen(text)
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'");
        seen = LINK.matcher(seen).replaceAll(" " + LINK_WORD + " ");
        seen = TAG.matcher(seen).replaceAll(" ");
        seen = MAIL.matcher(seen).replaceAll(" " + MAIL_WORD + " ");
        seen = NAME.matcher(seen).replaceAll(" ");
        seen = MONEY.matcher(seen).replaceAll(" \u0001money ");
        seen = PERCENT.matcher(seen).replaceAll(" \u0001percent ");
        seen = PHONE.matcher(seen).replaceAll(" \u0001phone ");
        seen = CODE.matcher(seen).replaceAll(" \u0001code ");
        seen = NUMBER.matcher(seen).replaceAll(" \u0001number ");
        seen = LEET.matcher(seen).replaceAll(letter -> unleet(letter.group()));
        return STRETCHED.matcher(seen).replaceAll("$1$1");
    }

    static String cut(String text) {
        return text.length() <= LIMIT ? text : text.substring(0, LIMIT);
    }

    /** Full-width and fancy letters become plain ones; accents, joiners, direction marks and halves of characters go. */
    private static String visible(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        StringBuilder seen = new StringBuilder(Math.min(decomposed.length(), LIMIT));
        int at = 0;
        while (at < decomposed.length() && seen.length() < LIMIT) {
            int point = decomposed.codePointAt(at);
            at += Character.charCount(point);
            switch (Character.getType(point)) {
                case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> {}
                case Character.CONTROL -> seen.append(' ');
                default -> {
                    if (!accent(point) && !skinTone(point)) {
                        seen.appendCodePoint(Character.isSpaceChar(point) ? ' ' : point);
                    }
                }
            }
        }
        return undisguised(Normalizer.normalize(seen, Normalizer.Form.NFC));
    }

    private static boolean accent(int point) {
        return point >= 0x300 && point <= 0x36f
                || point >= 0xfe00 && point <= 0xfe0f
                || point >= 0x1ab0 && point <= 0x1aff;
    }

    private static boolean skinTone(int point) {
        return point >= 0x1f3fb && point <= 0x1f3ff;
    }

    /** Words that mix scripts: look-alikes of Latin letters become what they look like. Words of one script stay. */
    private static String undisguised(String text) {
        StringBuilder plain = null;
        int start = 0;
        while (start < text.length()) {
            int end = start;
            boolean latin = false;
            boolean other = false;
            while (end < text.length() && Character.isLetter(text.charAt(end))) {
                boolean ofLatin = Character.UnicodeScript.of(text.charAt(end)) == Character.UnicodeScript.LATIN;
                latin |= ofLatin;
                other |= !ofLatin;
                end++;
            }
            if (latin && other) {
                plain = plain == null ? new StringBuilder(text) : plain;
                for (int i = start; i < end; i++) {
                    int known = LOOKALIKES.indexOf(Character.toLowerCase(text.charAt(i)));
                    if (known >= 0) {
                        plain.setCharAt(i, LATIN.charAt(known));
                    }
                }
            }
            start = end + 1;
        }
        return plain == null ? text : plain.toString();
    }

    private static String unleet(String sign) {
        return switch (sign) {
            case "0" -> "o";
            case "1" -> "i";
            case "3" -> "e";
            case "4", "@" -> "a";
            default -> "s";
        };
    }
}
