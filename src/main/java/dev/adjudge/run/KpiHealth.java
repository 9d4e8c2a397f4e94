package dev.adjudge.run;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether figures arrive where they are watched. Where they don't, the service is no less ready: they are made up for. */
@Readiness
@ApplicationScoped
final class KpiHealth implements HealthCheck {

    private final PushedDays days;

    KpiHealth(PushedDays days) {
        this.days = days;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("KPIs").up();
        for (PushedDays.Push push : days.pushes()) {
            health.withData(
                    push.target(),
                    push.failingSince() == null
                            ? "up to date at " + push.pushedAt()
                            : "failing since " + push.failingSince() + ": " + push.problem());
        }
        return health.build();
    }
}
