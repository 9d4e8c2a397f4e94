package dev.adjudge.platform;

import org.jspecify.annotations.Nullable;

/** How many items a page holds at most: 1 to 100, 25 when nothing is said. */
public record Limit(int rows) {

    private static final int MOST = 100;
    private static final int USUAL = 25;

    public static Limit of(@Nullable Integer asked) {
        if (asked == null) {
            return new Limit(USUAL);
        }
        if (asked < 1 || asked > MOST) {
            String detail = "limit is " + asked + "; it must be between 1 and " + MOST;
            throw Problem.wrong(detail, new Problem.FieldError("limit", detail));
        }
        return new Limit(asked);
    }

    /** What a query asks for, so that it shows whether there is more. */
    public int andOneMore() {
        return rows + 1;
    }
}
