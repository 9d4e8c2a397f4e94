package dev.adjudge.platform.security;

import jakarta.ws.rs.core.NewCookie;

/** The cookie of a session: for this host alone, not for scripts, not over plain HTTP, not sent from other sites' pages. */
public final class SessionCookie {

    /** Browsers take a cookie of this prefix only with Secure, Path=/ and no Domain (RFC 6265bis). */
    public static final String NAME = "__Host-adjudge";

    private SessionCookie() {}

    public static NewCookie of(String secret) {
        return cookie(secret, NewCookie.DEFAULT_MAX_AGE);
    }

    public static NewCookie none() {
        return cookie("", 0);
    }

    private static NewCookie cookie(String value, int maxAge) {
        return new NewCookie.Builder(NAME)
                .value(value)
                .path("/")
                .maxAge(maxAge)
                .secure(true)
                .httpOnly(true)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
