package dev.adjudge.platform.security;

import dev.adjudge.platform.Problem;
import dev.adjudge.platform.ProblemAnswer;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code Authorization: ApiKey …} of programs, and the cookie of people's sessions. Whoever shows neither is told how to: people
 * are sent to the sign-in page, programs get 401.
 */
@ApplicationScoped
class SignInMechanism implements HttpAuthenticationMechanism {

    private static final String SCHEME = "ApiKey ";
    private static final String CHALLENGE = "ApiKey, Bearer";

    /** Before OpenID Connect, which sends everybody to its provider. */
    private static final int PRIORITY = DEFAULT_PRIORITY + 1_000;

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext call, IdentityProviderManager identities) {
        Credential credential = credential(call.request());
        return credential == null ? Uni.createFrom().nullItem() : identities.authenticate(credential);
    }

    private static @Nullable Credential credential(HttpServerRequest request) {
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
        if (wantsPage(call.request())) {
            call.response()
                    .setStatusCode(303)
                    .putHeader(
                            "Location",
                            "/sign-in?to=" + URLEncoder.encode(call.request().uri(), StandardCharsets.UTF_8))
                    .end();
        } else {
            call.response().putHeader("WWW-Authenticate", CHALLENGE);
            ProblemAnswer.send(
                    call,
                    Problem.unauthorized(
                            call.request().getHeader("Authorization") == null
                                    ? "Nobody is signed in; send Authorization: ApiKey … with a key that an admin made (POST /api/keys), or a bearer token"
                                    : "What the Authorization header holds is not known, has expired or was revoked; ask an admin for a key"));
        }
        return Uni.createFrom().item(true);
    }

    private static boolean wantsPage(HttpServerRequest request) {
        String accept = request.getHeader("Accept");
        return request.method() == HttpMethod.GET && accept != null && accept.contains("text/html");
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext call) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", CHALLENGE));
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
