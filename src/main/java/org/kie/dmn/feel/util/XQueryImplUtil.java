package org.kie.dmn.feel.util;

import dev.adjudge.rules.engine.WatchedText;
import java.util.ArrayList;
import net.sf.saxon.functions.Replace;
import net.sf.saxon.regex.ARegularExpression;
import net.sf.saxon.str.StringView;
import net.sf.saxon.str.UnicodeString;
import net.sf.saxon.trans.XPathException;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * The regular expressions of FEEL, in place of the interpreter's own class of this name. That one writes an XQuery around
 * its arguments and runs it: a formula could so read files and addresses, and nothing stops an expression that backtracks
 * for ever. Here the same engine is asked directly, for the expression alone, and its reading is watched.
 */
@NullMarked
public final class XQueryImplUtil {

    private static final String LANGUAGE = "XP30";

    private XQueryImplUtil() {}

    public static Boolean executeMatchesFunction(String input, String pattern, @Nullable String flags) {
        return compiled(pattern, flags).containsMatch(WatchedText.of(input));
    }

    public static String executeReplaceFunction(
            String input, String pattern, String replacement, @Nullable String flags) {
        ARegularExpression expression = compiled(pattern, flags);
        if (expression.matches(text(""))) {
            throw new IllegalArgumentException("The pattern matches the empty text");
        }
        UnicodeString by = text(replacement);
        String wrong = expression.getFlags().contains("q") ? null : Replace.checkReplacement(by);
        if (wrong != null) {
            throw new IllegalArgumentException(wrong);
        }
        try {
            return expression.replace(WatchedText.of(input), by).toString();
        } catch (XPathException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static ARegularExpression compiled(String pattern, @Nullable String flags) {
        try {
            return new ARegularExpression(text(pattern), flags == null ? "" : flags, LANGUAGE, new ArrayList<>(), null);
        } catch (XPathException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static UnicodeString text(String text) {
        return StringView.tidy(text);
    }
}
