package dev.adjudge.platform;

import dev.adjudge.platform.security.Role;
import dev.adjudge.platform.security.Signed;
import io.quarkus.arc.Arc;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Knows who sent the request that is being answered. */
@ApplicationScoped
public class Callers {

    private static final String TRACE = "adjudge.trace";

    private final CurrentVertxRequest request;

    Callers(CurrentVertxRequest request) {
        this.request = request;
    }

    /** Whoever sent the request that this thread answers. */
    public Caller current() {
        return of(request.getCurrent());
    }

    /** The same; the service itself where this thread answers no request. */
    public Caller currentOrService() {
        RoutingContext call = Arc.container().requestContext().isActive() ? request.getCurrent() : null;
        return call == null ? Caller.SERVICE : of(call);
    }

    /**
     * Looks at a call again that does more than its path says.
     *
     * @param why what it does
     * @throws Problem 403 when whoever sent it lacks the role
     */
    public void require(Role role, String why) {
        SecurityIdentity identity = identity(request.getCurrent());
        if (identity == null || !identity.hasRole(role.word())) {
            throw Problem.forbidden("This needs the role " + role.word() + ": " + why);
        }
    }

    /** Their roles, by name; a provider's tokens may hold others, of other services. */
    public Set<String> roles() {
        SecurityIdentity identity = identity(request.getCurrent());
        return identity == null
                ? Set.of()
                : identity.getRoles().stream().filter(Role::exists).collect(Collectors.toUnmodifiableSet());
    }

    /** Whoever sent this request. */
    public static Caller of(RoutingContext call) {
        SocketAddress address = call.request().remoteAddress();
        SecurityIdentity identity = identity(call);
        return new Caller(
                identity == null || identity.isAnonymous() ? Caller.ANONYMOUS : Signed.actor(identity),
                address == null ? null : address.hostAddress(),
                TraceParent.of(call.request()).map(TraceParent::traceId).orElseGet(() -> drawn(call)));
    }

    /** The call's own trace id, where the caller sent none. */
    private static String drawn(RoutingContext call) {
        String trace = call.get(TRACE);
        if (trace == null) {
            trace = UUID.randomUUID().toString().replace("-", "");
            call.put(TRACE, trace);
        }
        return trace;
    }

    private static @Nullable SecurityIdentity identity(RoutingContext call) {
        return call.user() instanceof QuarkusHttpUser user ? user.getSecurityIdentity() : null;
    }
}
