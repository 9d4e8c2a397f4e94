package dev.adjudge.platform.security;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.Collection;
import java.util.stream.Collectors;

/** Identities as the framework wants them, and what the audit log calls them. */
public final class Signed {

    private static final String ACTOR = "adjudge.actor";

    private Signed() {}

    static SecurityIdentity user(String name, Collection<Role> roles) {
        return identity(name, "user:" + name, roles);
    }

    static SecurityIdentity key(String name, Collection<Role> roles) {
        return identity(name, "key:" + name, roles);
    }

    /** What the audit log calls them: {@code user:anna}, {@code key:ci}, or {@code oidc:anna} as an OpenID provider names her. */
    public static String actor(SecurityIdentity identity) {
        String actor = identity.getAttribute(ACTOR);
        return actor == null ? "oidc:" + identity.getPrincipal().getName() : actor;
    }

    private static SecurityIdentity identity(String name, String actor, Collection<Role> roles) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(name))
                .addAttribute(ACTOR, actor)
                .addRoles(roles.stream().map(Role::word).collect(Collectors.toSet()))
                .build();
    }
}
