package dev.adjudge.audit;

import dev.adjudge.decision.ReleaseLive;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/** Writes down which rules decide from when on. */
@ApplicationScoped
class ReleaseWatch {

    private final AuditLog log;

    ReleaseWatch(AuditLog log) {
        this.log = log;
    }

    void wentLive(@Observes ReleaseLive live) {
        log.add(Happening.of(
                live.caller(),
                "release.live",
                "release:" + live.release().id(),
                live.before() == null ? null : Map.of("release", live.before()),
                Map.of(
                        "release", live.release().id(),
                        "hash", live.release().hash(),
                        "gone", live.gone()),
                null));
    }
}
