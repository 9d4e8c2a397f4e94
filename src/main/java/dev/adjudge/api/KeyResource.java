package dev.adjudge.api;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.platform.security.ApiKeys;
import dev.adjudge.platform.security.ApiKeys.ApiKey;
import dev.adjudge.platform.security.ApiKeys.NewKey;
import dev.adjudge.platform.security.Role;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The keys of programs. No Idempotency-Key: a stored answer would hold a key. */
@Path("/api/keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Users and keys")
final class KeyResource {

    private final ApiKeys keys;
    private final AuditLog audit;
    private final Callers callers;

    KeyResource(ApiKeys keys, AuditLog audit, Callers callers) {
        this.keys = keys;
        this.audit = audit;
        this.callers = callers;
    }

    /** @param expiresAt RFC 3339; never when missing */
    public record Wanted(
            @Nullable String name,
            @JsonSetter(contentNulls = Nulls.FAIL) @Nullable Set<Role> roles,
            @Nullable OffsetDateTime expiresAt) {}

    /** @param key what the program sends as {@code Authorization: ApiKey …}; told this once */
    public record Made(
            UUID id,
            String key,
            String name,
            List<String> roles,
            @Nullable Instant expiresAt) {}

    @GET
    @Operation(summary = "The keys in use, newest first")
    public Page<ApiKey> list() {
        return new Page<>(keys.list(), null);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Makes a key; it is told in this answer and never again")
    public Response create(@Nullable Wanted wanted) {
        if (wanted == null || wanted.name() == null || wanted.roles() == null) {
            throw Problem.wrong(
                    "A key has a name and roles: {\"name\":\"ci\",\"roles\":[\"operator\"]}, and expiresAt if it is to end",
                    new FieldError(wanted == null || wanted.name() == null ? "/name" : "/roles", "is missing"));
        }
        String name = wanted.name();
        Set<Role> roles = wanted.roles();
        Instant expiresAt =
                wanted.expiresAt() == null ? null : wanted.expiresAt().toInstant();
        Caller caller = callers.current();
        NewKey made = QuarkusTransaction.requiringNew().call(() -> {
            NewKey key = keys.create(name, roles, expiresAt, caller.actor());
            audit.add(Happening.of(caller, "key.created", "key:" + key.about().id(), null, key.about(), null));
            return key;
        });
        ApiKey about = made.about();
        return Response.created(URI.create("/api/keys/" + about.id()))
                .header("Cache-Control", "no-store")
                .entity(new Made(about.id(), made.key(), about.name(), about.roles(), about.expiresAt()))
                .build();
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Revokes a key at once; other replicas follow within seconds")
    public void revoke(@PathParam("id") String id) {
        UUID key = Ids.of(id, "key");
        Caller caller = callers.current();
        QuarkusTransaction.requiringNew().run(() -> {
            ApiKey revoked = keys.revoke(key)
                    .orElseThrow(() ->
                            Problem.unknown("There is no key " + id + " in use; GET /api/keys lists those there are"));
            audit.add(Happening.of(caller, "key.revoked", "key:" + id, revoked, null, null));
        });
    }
}
