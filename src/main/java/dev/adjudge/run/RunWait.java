package dev.adjudge.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for a run, whichever replica works on it. */
@ApplicationScoped
public class RunWait {

    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Runs runs;

    RunWait(Runs runs) {
        this.runs = runs;
    }

    /** The run when it is over, or as it stands when the time is up. */
    public Run until(UUID id, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        Run run = runs.byId(id).orElseThrow();
        while (!run.isOver()
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            run = runs.byId(id).orElseThrow();
        }
        return run;
    }
}
