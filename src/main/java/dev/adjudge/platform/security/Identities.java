package dev.adjudge.platform.security;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says whose a key or a session is. */
@ApplicationScoped
class Identities implements IdentityProvider<Credential> {

    static final String BOOTSTRAP = "bootstrap";
    private static final int SHORTEST_BOOTSTRAP_KEY = 16;

    private final ApiKeys keys;
    private final Sessions sessions;
    private final Remembered remembered;
    private final byte @Nullable [] bootstrapKey;

    Identities(ApiKeys keys, Sessions sessions, Remembered remembered, SecuritySettings settings) {
        this.keys = keys;
        this.sessions = sessions;
        this.remembered = remembered;
        this.bootstrapKey = settings.bootstrapApiKey()
                .map(Identities::longEnough)
                .map(Secret::hash)
                .orElse(null);
    }

    private static String longEnough(String key) {
        if (key.length() < SHORTEST_BOOTSTRAP_KEY) {
            throw new IllegalArgumentException("adjudge.security.bootstrap-api-key has " + key.length()
                    + " characters; it is an admin's key: give it " + SHORTEST_BOOTSTRAP_KEY
                    + " or more, drawn by chance (openssl rand -base64 32)");
        }
        return key;
    }

    /** Looked at when the service starts, not when the first key comes. */
    void whenStarting(@Observes StartupEvent start) {}

    @Override
    public Class<Credential> getRequestType() {
        return Credential.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(Credential credential, AuthenticationRequestContext context) {
        SecurityIdentity known = remembered.of(credential);
        return known != null
                ? Uni.createFrom().item(known)
                : context.runBlocking(() -> look(credential).orElseThrow(AuthenticationFailedException::new));
    }

    private Optional<SecurityIdentity> look(Credential credential) {
        if (credential.kind() == Credential.Kind.SESSION) {
            return remembered.of(credential, sessions::identify);
        }
        if (bootstrapKey != null && MessageDigest.isEqual(bootstrapKey, credential.hash())) {
            return remembered.of(credential, hash -> Optional.of(Signed.key(BOOTSTRAP, Set.of(Role.ADMIN))));
        }
        return credential.isStored() ? remembered.of(credential, keys::identify) : Optional.empty();
    }
}
