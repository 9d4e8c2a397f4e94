package dev.adjudge.audit;

import dev.adjudge.platform.Caller;
import dev.adjudge.platform.security.Refused;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes refused calls down: the first of a caller at once, and how many more came once a minute, so that nobody can fill the log
 * by being refused.
 */
@ApplicationScoped
class RefusedCalls {

    private static final int MOST_CALLERS = 1_000;

    /** Refusals there are counted by themselves. */
    private static final Set<String> APART = Set.of("/sign-in", "/webhooks/meta");

    private static final int LONGEST_PATH = 200;

    private final AuditLog log;
    private final Map<Who, Long> more = new ConcurrentHashMap<>();

    RefusedCalls(AuditLog log) {
        this.log = log;
    }

    private record Who(String actor, @Nullable String origin, int status, boolean tried, String subject) {}

    void note(@ObservesAsync Refused refused) {
        Caller caller = refused.caller();
        String subject = APART.contains(refused.path()) ? "call:" + refused.path() : "calls";
        Who who = more.size() < MOST_CALLERS
                ? new Who(caller.actor(), caller.origin(), refused.status(), refused.tried(), subject)
                : new Who("many", null, refused.status(), refused.tried(), subject);
        if (more.compute(who, (same, before) -> before == null ? 0 : before + 1) > 0) {
            return;
        }
        String path = refused.path();
        log.add(Happening.of(
                caller,
                "access.refused",
                "call:" + (path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) + "…" : path),
                null,
                Map.of("status", refused.status(), "tried", refused.tried(), "method", refused.method()),
                null));
    }

    void stop(@Observes ShutdownEvent stop) {
        writeHowManyMore();
    }

    @Scheduled(every = "1m", executeWith = Scheduled.SIMPLE)
    void writeHowManyMore() {
        for (Who who : more.keySet()) {
            Long count = more.remove(who);
            if (count != null && count > 0) {
                log.add(Happening.of(
                        new Caller(who.actor(), who.origin(), null),
                        "access.refused",
                        who.subject(),
                        null,
                        Map.of("status", who.status(), "tried", who.tried(), "more", count),
                        null));
            }
        }
    }
}
