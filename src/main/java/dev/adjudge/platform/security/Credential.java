package dev.adjudge.platform.security;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import java.util.Arrays;

/** A secret that somebody shows: a key, or the cookie of a session. Two are equal when they show the same. */
final class Credential extends BaseAuthenticationRequest {

    enum Kind {
        API_KEY,
        SESSION
    }

    private final Kind kind;
    private final byte[] hash;
    private final boolean stored;

    Credential(Kind kind, String secret) {
        this.kind = kind;
        this.hash = Secret.hash(secret);
        this.stored = kind == Kind.SESSION || secret.startsWith(ApiKeys.PREFIX);
    }

    /** Whether it could be in the database, by the look of it. */
    boolean isStored() {
        return stored;
    }

    Kind kind() {
        return kind;
    }

    byte[] hash() {
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Credential that && kind == that.kind && Arrays.equals(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }
}
