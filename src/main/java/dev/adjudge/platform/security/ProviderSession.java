package dev.adjudge.platform.security;

import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.OidcSession;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Optional;

/** The session of somebody who signed in at an OpenID provider: one here, in their cookie, and one there. */
@ApplicationScoped
public class ProviderSession {

    private final SecurityIdentity identity;
    private final Instance<OidcSession> session;
    private final Instance<OidcConfigurationMetadata> provider;

    ProviderSession(
            SecurityIdentity identity, Instance<OidcSession> session, Instance<OidcConfigurationMetadata> provider) {
        this.identity = identity;
        this.session = session;
        this.provider = provider;
    }

    /** Whether whoever is calling has one. */
    public boolean exists() {
        return identity.getCredential(IdTokenCredential.class) != null;
    }

    /**
     * Ends it here.
     *
     * @param back where the provider shall lead afterwards
     * @return where it ends at the provider; empty when the provider says of no such place
     */
    public Optional<URI> end(URI back) {
        String token = identity.getCredential(IdTokenCredential.class).getToken();
        String there = provider.get().getEndSessionUri();
        session.get().logout().await().indefinitely();
        return Optional.ofNullable(there).map(uri -> UriBuilder.fromUri(uri)
                .queryParam("id_token_hint", token)
                .queryParam("post_logout_redirect_uri", back)
                .build());
    }
}
