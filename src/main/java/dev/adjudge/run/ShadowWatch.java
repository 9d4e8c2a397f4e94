package dev.adjudge.run;

import dev.adjudge.rules.ReleaseLife;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;

/** Puts the release in shadow beside every run that was completed since it is. */
@ApplicationScoped
class ShadowWatch {

    private final ReleaseLife releases;
    private final Simulations simulations;
    private final SimulationQueue queue;

    ShadowWatch(ReleaseLife releases, Simulations simulations, SimulationQueue queue) {
        this.releases = releases;
        this.simulations = simulations;
        this.queue = queue;
    }

    @Scheduled(
            every = "5s",
            delayed = "5s",
            executeWith = Scheduled.SIMPLE,
            concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        releases.inShadow().ifPresent(release -> {
            Instant since = Objects.requireNonNull(release.shadowSince());
            simulations.addShadows(release.id(), since);
            queue.nudge();
        });
    }
}
