package dev.adjudge.platform.security;

import dev.adjudge.platform.Problem;
import dev.adjudge.platform.ProblemAnswer;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What is answered to whoever must sign in first: people are sent to the sign-in page, programs get 401. */
final class NotSignedIn {

    static final String CHALLENGE = "ApiKey, Bearer";

    /** Where no resource was reached. */
    static void answer(RoutingContext call) {
        if (wantsPage(call.request())) {
            call.response()
                    .setStatusCode(303)
                    .putHeader("Location", signIn(call.request()))
                    .end();
        } else {
            call.response().putHeader("WWW-Authenticate", CHALLENGE);
            ProblemAnswer.send(call, problem(call.request()));
        }
    }

    /** What was shown is of no use: the framework finds that out on its way to a resource. */
    @ServerExceptionMapper
    Response failed(AuthenticationFailedException failed, HttpServerRequest request) {
        return wantsPage(request)
                ? Response.seeOther(URI.create(signIn(request))).build()
                : Response.fromResponse(ProblemAnswer.response(problem(request), request))
                        .header("WWW-Authenticate", CHALLENGE)
                        .build();
    }

    private static Problem problem(HttpServerRequest request) {
        return Problem.unauthorized(
                request.getHeader("Authorization") == null
                        ? "Nobody is signed in; send Authorization: ApiKey … with a key that an admin made (POST /api/keys), or a bearer token"
                        : "What the Authorization header holds is not known, has expired or was revoked; ask an admin for a key");
    }

    private static String signIn(HttpServerRequest request) {
        return "/sign-in?to=" + URLEncoder.encode(request.uri(), StandardCharsets.UTF_8);
    }

    private static boolean wantsPage(HttpServerRequest request) {
        String accept = request.getHeader("Accept");
        return request.method() == HttpMethod.GET
                && request.getHeader("Authorization") == null
                && accept != null
                && accept.contains("text/html");
    }
}
