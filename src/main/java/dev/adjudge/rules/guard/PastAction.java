package dev.adjudge.rules.guard;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Something done to a campaign earlier.
 *
 * @param order 0 for the earliest of its campaign
 * @param campaign the campaign's key
 * @param doer the rule's name, or {@code a person}
 * @param ageHours whole hours that have passed
 */
public record PastAction(
        int order,
        String campaign,
        String kind,
        String doer,
        long ageHours,
        @Nullable BigDecimal before,
        @Nullable BigDecimal after,
        boolean manual) {

    /** What may not be repeated at once: the same kind of action; for a notification, the same rule's. */
    public String repeats() {
        return kind.equals("notify") ? kind + ":" + doer : kind;
    }

    /** What it moved: {@code budget}, {@code status}, or {@code nothing}. */
    public String moves() {
        return switch (kind) {
            case "change_budget" -> "budget";
            case "pause", "resume" -> "status";
            default -> "nothing";
        };
    }

    /** {@code up} for more spend, {@code down} for less, {@code none}. */
    public String direction() {
        return switch (kind) {
            case "resume" -> "up";
            case "pause" -> "down";
            case "change_budget" -> before == null || after == null ? "none" : direction(after.compareTo(before));
            default -> "none";
        };
    }

    /** The earliest budget it tells of; null when it tells of none, or of 0, which nothing is a percentage of. */
    public @Nullable BigDecimal base() {
        BigDecimal base = before == null ? after : before;
        return base == null || base.signum() == 0 ? null : base;
    }

    private static String direction(int sign) {
        return sign > 0 ? "up" : sign < 0 ? "down" : "none";
    }
}
