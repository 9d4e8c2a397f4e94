package dev.adjudge.platform;

import org.jspecify.annotations.Nullable;

/**
 * Who does something, and from where.
 *
 * @param actor {@code service} for what it does by itself; {@code user:anna}, {@code key:ci}, {@code oidc:anna} for who called it
 * @param origin the address that the call came from
 * @param trace the W3C trace id that the caller sent, or one of the call's own
 */
public record Caller(
        String actor, @Nullable String origin, @Nullable String trace) {

    /** The service itself: its schedule, its worker, its watch over the rules. */
    public static final Caller SERVICE = new Caller("service", null, null);

    static final String ANONYMOUS = "anonymous";

    /** Whether nobody knows who it is. */
    public boolean isAnonymous() {
        return actor.equals(ANONYMOUS);
    }
}
