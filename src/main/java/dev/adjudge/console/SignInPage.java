package dev.adjudge.console;

import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.ProblemAnswer;
import dev.adjudge.platform.security.ProviderSession;
import dev.adjudge.platform.security.SessionCookie;
import dev.adjudge.platform.security.Sessions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** Where people sign in, and out. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
final class SignInPage {

    private final Sessions sessions;
    private final AuditLog audit;
    private final Callers callers;
    private final ProviderSession provided;
    private final boolean byProvider;

    SignInPage(
            Sessions sessions,
            AuditLog audit,
            Callers callers,
            ProviderSession provided,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean byProvider) {
        this.sessions = sessions;
        this.audit = audit;
        this.callers = callers;
        this.provided = provided;
        this.byProvider = byProvider;
    }

    private static final int LONGEST_ADDRESS = 2_000;

    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        /** @param there where the session at the provider ends */
        static native TemplateInstance signOut(String there);

        static native TemplateInstance signIn(@Nullable String refusal, String name, String to, boolean byProvider);
    }

    @GET
    @Path("sign-in")
    @Operation(hidden = true)
    public TemplateInstance ask(@QueryParam("to") @Nullable String to) {
        return Templates.signIn(null, "", here(to), byProvider);
    }

    @POST
    @Path("sign-in")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response signIn(
            @RestForm @Nullable String name,
            @RestForm @Nullable String password,
            @RestForm @Nullable String to,
            @CookieParam(SessionCookie.NAME) @Nullable String sessionBefore) {
        String who = name == null ? "" : name.strip();
        Caller caller = callers.current();
        String from = caller.origin() == null ? "" : caller.origin();
        Optional<String> secret;
        try {
            secret = QuarkusTransaction.requiringNew()
                    .call(() -> begin(who, password == null ? "" : password, from, caller));
        } catch (Problem tooMany) {
            return Response.fromResponse(refused(tooMany.status(), String.valueOf(tooMany.getMessage()), who, to))
                    .header("Retry-After", ProblemAnswer.retryAfter(tooMany))
                    .build();
        }
        if (secret.isPresent() && sessionBefore != null) {
            sessions.end(sessionBefore);
        }
        return secret.map(cookie -> Response.seeOther(URI.create(here(to)))
                        .cookie(SessionCookie.of(cookie))
                        .build())
                .orElseGet(() -> refused(401, "Name and password don't belong together.", who, to));
    }

    private Optional<String> begin(String who, String password, String from, Caller caller) {
        Optional<String> secret = sessions.begin(who, password, from);
        audit.add(new Happening(
                secret.isPresent() ? "user:" + who : caller.actor(),
                secret.isPresent() ? "session.began" : "session.refused",
                sessions.subject(who),
                null,
                null,
                null,
                caller.origin(),
                caller.trace()));
        return secret;
    }

    @GET
    @Path("sign-in/oidc")
    @Operation(hidden = true)
    public Response signedInByProvider(@QueryParam("to") @Nullable String to) {
        // A cookie of ours that is over would be looked at before the provider's.
        return Response.seeOther(URI.create(here(to)))
                .cookie(SessionCookie.none())
                .build();
    }

    @POST
    @Path("sign-out")
    @Operation(hidden = true)
    public Response signOut(@CookieParam(SessionCookie.NAME) @Nullable String secret, @Context UriInfo uri) {
        Caller caller = callers.current();
        if (secret != null) {
            QuarkusTransaction.requiringNew().run(() -> {
                sessions.end(secret);
                audit.add(Happening.of(caller, "session.ended", caller.actor(), null, null, null));
            });
        } else if (provided.exists()) {
            Optional<URI> there =
                    provided.end(uri.getBaseUriBuilder().path("sign-in").build());
            audit.add(Happening.of(caller, "session.ended", caller.actor(), null, null, null));
            if (there.isPresent()) {
                return Response.ok(Templates.signOut(there.get().toString())).build();
            }
        }
        return Response.seeOther(URI.create("/sign-in"))
                .cookie(SessionCookie.none())
                .build();
    }

    private Response refused(int status, String why, String name, @Nullable String to) {
        return Response.status(status)
                .entity(Templates.signIn(why, name, here(to), byProvider))
                .build();
    }

    /** A path of this service; whatever else an address could hold is taken for the first page. */
    static String here(@Nullable String to) {
        return to != null
                        && to.length() <= LONGEST_ADDRESS
                        && to.matches("/(?![/\\\\])(?:[\\w\\-./?=&:~+,@!]|%[0-9A-Fa-f]{2})*+")
                ? to
                : "/";
    }
}
