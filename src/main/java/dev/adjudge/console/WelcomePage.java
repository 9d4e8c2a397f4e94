package dev.adjudge.console;

import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.security.SessionCookie;
import dev.adjudge.platform.security.Sessions;
import dev.adjudge.platform.security.Users;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** Where somebody who holds a sign-in address chooses a password; the first admin a name, too. */
@Path("/welcome")
@Produces(MediaType.TEXT_HTML)
final class WelcomePage {

    private final Users users;
    private final Sessions sessions;
    private final AuditLog audit;
    private final Callers callers;

    WelcomePage(Users users, Sessions sessions, AuditLog audit, Callers callers) {
        this.users = users;
        this.sessions = sessions;
        this.audit = audit;
        this.callers = callers;
    }

    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        /** @param name the user's; "" for the first admin, null when the address is of no use */
        static native TemplateInstance welcome(@Nullable String name, String secret, @Nullable String refusal);
    }

    @GET
    @Operation(hidden = true)
    public Response ask(@QueryParam("secret") @Nullable String secret) {
        String given = secret == null ? "" : secret;
        String name = users.invited(given).orElse(null);
        return Response.status(name == null ? 404 : 200)
                .entity(Templates.welcome(name, given, null))
                .build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response accept(
            @RestForm @Nullable String secret, @RestForm @Nullable String name, @RestForm @Nullable String password) {
        String given = secret == null ? "" : secret;
        Caller caller = callers.current();
        try {
            String session = QuarkusTransaction.requiringNew().call(() -> {
                Users.User accepted =
                        users.accept(given, name == null ? "" : name.strip(), password == null ? "" : password);
                String who = "user:" + accepted.name();
                audit.add(new Happening(
                        who, "user.password", who, null, accepted, null, caller.origin(), caller.trace()));
                audit.add(new Happening(who, "session.began", who, null, null, null, caller.origin(), caller.trace()));
                return sessions.begin(accepted.name());
            });
            return Response.seeOther(URI.create("/"))
                    .cookie(SessionCookie.of(session))
                    .build();
        } catch (Problem wrong) {
            return Response.status(wrong.status())
                    .entity(Templates.welcome(users.invited(given).orElse(null), given, wrong.getMessage()))
                    .build();
        }
    }
}
