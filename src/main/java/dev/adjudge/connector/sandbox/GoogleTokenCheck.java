package dev.adjudge.connector.sandbox;

import dev.adjudge.platform.Sql;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import javax.sql.DataSource;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** The simulated Google Ads takes any token and none, but those that it issued itself only while they are good. */
final class GoogleTokenCheck {

    private static final String BEARER = "Bearer ";

    private final DataSource database;
    private final SandboxClock clock;

    GoogleTokenCheck(DataSource database, SandboxClock clock) {
        this.database = database;
        this.clock = clock;
    }

    @ServerRequestFilter
    void check(ContainerRequestContext request) {
        String sent = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (sent == null
                || !sent.startsWith(BEARER + GoogleTokenSandbox.PREFIX)
                || !request.getUriInfo().getPath().startsWith("/sandbox/googleads/")) {
            return;
        }
        boolean good = Sql.using(
                        database,
                        "checking a token of the sandbox",
                        sql -> sql.count(
                                "SELECT count(*) FROM sandbox.tokens WHERE token = ? AND NOT revoked AND expires_at > ?",
                                sent.substring(BEARER.length()),
                                clock.instant()))
                > 0;
        if (!good) {
            throw GoogleAdsError.unauthenticated("OAUTH_TOKEN_INVALID");
        }
    }
}
