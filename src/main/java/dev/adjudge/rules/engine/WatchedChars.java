package dev.adjudge.rules.engine;

import org.jspecify.annotations.Nullable;

/** What {@link WatchedText} is, for Java's own expressions. */
final class WatchedChars implements CharSequence {

    private final String text;
    private final @Nullable Budget budget = Budget.current();

    WatchedChars(String text) {
        this.text = text;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (budget != null) {
            budget.step();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
