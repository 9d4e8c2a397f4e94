package dev.adjudge.run;

import dev.adjudge.act.MirroredPages;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether the boards answer. One that doesn't makes the service no less ready: nothing is lost, and people answer here. */
@Readiness
@ApplicationScoped
final class BoardHealth implements HealthCheck {

    private final MirroredPages pages;

    BoardHealth(MirroredPages pages) {
        this.pages = pages;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("Boards").up();
        for (MirroredPages.Look look : pages.looks()) {
            health.withData(
                    look.board() + " " + look.kind(),
                    look.failingSince() == null
                            ? "up to date at " + look.lookedAt()
                            : "failing since " + look.failingSince() + ": " + look.problem());
        }
        return health.build();
    }
}
