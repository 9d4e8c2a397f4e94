package dev.adjudge.rules.engine;

import java.util.function.IntPredicate;
import net.sf.saxon.str.StringView;
import net.sf.saxon.str.UnicodeString;
import net.sf.saxon.z.IntIterator;

/** A text that counts against the {@link Budget} how often a regular expression looks at it. */
public final class WatchedText extends UnicodeString {

    private final UnicodeString text;
    private final Budget budget;

    private WatchedText(UnicodeString text, Budget budget) {
        this.text = text;
        this.budget = budget;
    }

    /** The text, watched where there is a budget. */
    public static UnicodeString of(String text) {
        UnicodeString plain = StringView.tidy(text);
        Budget budget = Budget.current();
        return budget == null ? plain : new WatchedText(plain, budget);
    }

    @Override
    public long length() {
        budget.step();
        return text.length();
    }

    @Override
    public int getWidth() {
        return text.getWidth();
    }

    @Override
    public long indexOf(int codePoint, long from) {
        budget.step();
        return text.indexOf(codePoint, from);
    }

    @Override
    public long indexWhere(IntPredicate predicate, long from) {
        budget.step();
        return text.indexWhere(predicate, from);
    }

    @Override
    public IntIterator codePoints() {
        return text.codePoints();
    }

    @Override
    public int codePointAt(long index) {
        budget.step();
        return text.codePointAt(index);
    }

    @Override
    public UnicodeString substring(long start, long end) {
        budget.step();
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
