package dev.adjudge.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.Nulls;
import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.platform.security.Role;
import dev.adjudge.platform.security.Users;
import dev.adjudge.platform.security.Users.User;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The people who sign in by the form. No Idempotency-Key: a stored answer would hold a sign-in address. */
@Path("/api/users")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Users and keys")
final class UserResource {

    private final Users users;
    private final AuditLog audit;
    private final Callers callers;

    UserResource(Users users, AuditLog audit, Callers callers) {
        this.users = users;
        this.audit = audit;
        this.callers = callers;
    }

    /** @param password for scripts; better to leave it out, and to give the person their sign-in address */
    public record Wanted(
            @Nullable String name,
            @JsonSetter(contentNulls = Nulls.FAIL) @Nullable Set<Role> roles,
            @Nullable String password) {}

    /** What a user may do from now on. */
    public record Change(
            @JsonSetter(contentNulls = Nulls.FAIL) @Nullable Set<Role> roles,
            @Nullable Boolean active) {}

    /** @param signInAddress where its person chooses a password, once; told in this answer and never again */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Invited(
            @JsonUnwrapped User user, @Nullable String signInAddress) {}

    @GET
    @Operation(summary = "All users, by name")
    public Page<User> list() {
        return new Page<>(users.list(), null);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Makes a user",
            description = "Without a password the answer has signInAddress, where its person chooses one, once.")
    public Response create(@Nullable Wanted wanted) {
        if (wanted == null || wanted.name() == null || wanted.roles() == null) {
            throw Problem.wrong(
                    "A user has a name and roles: {\"name\":\"anna\",\"roles\":[\"analyst\"]}",
                    new FieldError(wanted == null || wanted.name() == null ? "/name" : "/roles", "is missing"));
        }
        String name = wanted.name();
        Set<Role> roles = wanted.roles();
        Caller caller = callers.current();
        Invited made = QuarkusTransaction.requiringNew().call(() -> {
            User user = users.create(name, roles, wanted.password(), caller.actor());
            audit.add(Happening.of(caller, "user.created", "user:" + user.name(), null, user, null));
            return new Invited(user, wanted.password() == null ? users.draw(user.name()) : null);
        });
        return Response.created(URI.create("/api/users/" + made.user().name()))
                .header("Cache-Control", "no-store")
                .entity(made)
                .build();
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("{name}")
    @Operation(summary = "Gives a user other roles, or ends or restores what they may do")
    public User change(@PathParam("name") String name, @Nullable Change change) {
        if (change == null || change.roles() == null) {
            throw Problem.wrong(
                    "Send the roles that the user is to have: {\"roles\":[\"analyst\"],\"active\":true}",
                    new FieldError("/roles", "is missing"));
        }
        Set<Role> roles = change.roles();
        Caller caller = callers.current();
        return QuarkusTransaction.requiringNew().call(() -> {
            Users.Change changed = users.change(name, roles, !Boolean.FALSE.equals(change.active()))
                    .orElseThrow(() -> unknown(name));
            audit.add(Happening.of(caller, "user.changed", "user:" + name, changed.before(), changed.after(), null));
            return changed.after();
        });
    }

    @POST
    @Path("{name}/sign-in-address")
    @Operation(summary = "A new address where the user chooses a password, once; any before it is of no use any more")
    public Response invite(@PathParam("name") String name) {
        User user = user(name);
        Caller caller = callers.current();
        Invited invited = QuarkusTransaction.requiringNew().call(() -> {
            audit.add(Happening.of(caller, "user.invited", "user:" + name, null, null, null));
            return new Invited(user, users.draw(name));
        });
        return Response.ok(invited).header("Cache-Control", "no-store").build();
    }

    private User user(String name) {
        return users.byName(name).orElseThrow(() -> unknown(name));
    }

    private static Problem unknown(String name) {
        return Problem.unknown("There is no user " + name + "; GET /api/users lists them");
    }
}
