package dev.adjudge.platform.security;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** A user a role, whose password is their name. Not in the packaged service: it is left out when that is built. */
@ApplicationScoped
@IfBuildProfile(anyOf = {"dev", "test"})
class DevelopmentUsers {

    Optional<Set<Role>> roles(String name) {
        return Arrays.stream(Role.values())
                .filter(role -> role.word().equals(name))
                .findFirst()
                .map(Set::of);
    }
}
