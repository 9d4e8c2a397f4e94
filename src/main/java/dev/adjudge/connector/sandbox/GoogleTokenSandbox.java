package dev.adjudge.connector.sandbox;

import dev.adjudge.platform.Sql;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Google's OAuth2 endpoints as far as refreshing goes: access tokens that expire, and can be revoked. */
@Path("/sandbox/google")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
class GoogleTokenSandbox {

    static final String PREFIX = "ya29.sandbox-";

    /** A refresh token that the account's owner took back. */
    private static final String REVOKED = "revoked";

    private final DataSource database;
    private final SandboxClock clock;
    private final SandboxSettings settings;
    private final SecureRandom chance = new SecureRandom();

    GoogleTokenSandbox(DataSource database, SandboxClock clock, SandboxSettings settings) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
    }

    @POST
    @Path("/token")
    public Response token(
            @FormParam("grant_type") @Nullable String grant,
            @FormParam("client_id") @Nullable String client,
            @FormParam("client_secret") @Nullable String secret,
            @FormParam("refresh_token") @Nullable String refresh) {
        if (!"refresh_token".equals(grant)) {
            return refused(400, "unsupported_grant_type", "Invalid grant_type: " + grant);
        }
        if (client == null || client.isBlank() || secret == null || secret.isBlank()) {
            return refused(401, "invalid_client", "The OAuth client was not found.");
        }
        if (refresh == null || refresh.isBlank() || refresh.equals(REVOKED)) {
            return refused(400, "invalid_grant", "Token has been expired or revoked.");
        }
        byte[] drawn = new byte[16];
        chance.nextBytes(drawn);
        String token = PREFIX + HexFormat.of().formatHex(drawn);
        Duration life = settings.tokenLife();
        Sql.using(
                database,
                "issuing a token of the sandbox",
                sql -> sql.run(
                        "INSERT INTO sandbox.tokens (token, expires_at) VALUES (?, ?)",
                        token,
                        clock.instant().plus(life)));
        return Response.ok(Map.of(
                        "access_token",
                        token,
                        "expires_in",
                        life.toSeconds(),
                        "scope",
                        "https://www.googleapis.com/auth/adwords",
                        "token_type",
                        "Bearer"))
                .build();
    }

    @POST
    @Path("/revoke")
    public Response revoke(@FormParam("token") @Nullable String token) {
        long revoked = Sql.using(
                database,
                "revoking a token of the sandbox",
                sql -> sql.run("UPDATE sandbox.tokens SET revoked = true WHERE token = ?", token));
        return revoked == 0
                ? refused(400, "invalid_token", "Token expired or revoked")
                : Response.ok(Map.of()).build();
    }

    private static Response refused(int status, String error, String description) {
        return Response.status(status)
                .entity(Map.of("error", error, "error_description", description))
                .build();
    }
}
