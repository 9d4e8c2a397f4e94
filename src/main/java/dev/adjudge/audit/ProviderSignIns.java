package dev.adjudge.audit;

import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.security.Signed;
import io.quarkus.oidc.SecurityEvent;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;

/** Writes down who signed in at an OpenID provider. */
@ApplicationScoped
class ProviderSignIns {

    private final AuditLog log;

    ProviderSignIns(AuditLog log) {
        this.log = log;
    }

    void note(@ObservesAsync SecurityEvent event) {
        if (event.getEventType() == SecurityEvent.Type.OIDC_LOGIN) {
            String actor = Signed.actor(event.getSecurityIdentity());
            RoutingContext call = HttpSecurityUtils.getRoutingContextAttribute(event.getSecurityIdentity());
            Caller from = call == null ? Caller.SERVICE : Callers.of(call);
            log.add(new Happening(actor, "session.began", actor, null, null, null, from.origin(), from.trace()));
        }
    }
}
