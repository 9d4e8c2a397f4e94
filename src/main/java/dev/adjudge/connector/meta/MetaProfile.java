package dev.adjudge.connector.meta;

import org.jspecify.annotations.Nullable;

/**
 * A page on Facebook or a profile on Instagram that others write to.
 *
 * @param page the Facebook page that it is, or is held by
 * @param token as a header says it; null where the system user's own will do
 */
record MetaProfile(
        MetaNetwork network,
        String id,
        String page,
        @Nullable String token) {

    boolean onFacebook() {
        return network == MetaNetwork.FACEBOOK;
    }

    String platform() {
        return network.platform();
    }

    /** Without the token: for logs. */
    @Override
    public String toString() {
        return platform() + ":" + id;
    }
}
