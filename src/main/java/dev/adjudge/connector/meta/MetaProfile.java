package dev.adjudge.connector.meta;

import org.jspecify.annotations.Nullable;

/**
 * A page on Facebook or a profile on Instagram that others write to.
 *
 * @param page the Facebook page that it is, or is held by
 * @param token as a header says it; null where the system user's own will do
 */
record MetaProfile(
        String platform, String id, String page, @Nullable String token) {

    static final String FACEBOOK = "facebook";
    static final String INSTAGRAM = "instagram";

    boolean onFacebook() {
        return platform.equals(FACEBOOK);
    }

    /** Without the token: for logs. */
    @Override
    public String toString() {
        return platform + ":" + id;
    }
}
