package dev.adjudge.platform.security;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code Authorization: ApiKey …} of programs, and the cookie of people's sessions. */
@ApplicationScoped
class SignInMechanism implements HttpAuthenticationMechanism {

    private static final String SCHEME = "ApiKey ";

    /** Before OpenID Connect, which sends everybody to its provider. */
    private static final int PRIORITY = DEFAULT_PRIORITY + 1_000;

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext call, IdentityProviderManager identities) {
        Credential credential = credential(call.request());
        return credential == null ? Uni.createFrom().nullItem() : identities.authenticate(credential);
    }

    static @Nullable Credential credential(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null) {
            return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                    ? new Credential(
                            Credential.Kind.API_KEY,
                            header.substring(SCHEME.length()).strip())
                    : null;
        }
        Cookie cookie = request.getCookie(SessionCookie.NAME);
        return cookie == null ? null : new Credential(Credential.Kind.SESSION, cookie.getValue());
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext call) {
        NotSignedIn.answer(call);
        return Uni.createFrom().item(true);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext call) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", NotSignedIn.CHALLENGE));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(Credential.class);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext call) {
        return Uni.createFrom().item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "apikey"));
    }

    @Override
    public int getPriority() {
        return PRIORITY;
    }
}
