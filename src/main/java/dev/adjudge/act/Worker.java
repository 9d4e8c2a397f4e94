package dev.adjudge.act;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Works off the queue of actions whenever it is woken, and every so often. Any number of workers share the queue. */
@Singleton
class Worker {

    private static final Logger log = Logger.getLogger(Worker.class);

    private final ActionLife queue;
    private final Shift shift;
    private final ExecutorService threads;
    private final AtomicInteger wakes = new AtomicInteger();
    private final AtomicLong depth;

    Worker(ActionLife queue, Shift shift, MeterRegistry metrics, ExecutorService threads) {
        this.queue = queue;
        this.shift = shift;
        this.threads = threads;
        this.depth = metrics.gauge("queue.depth", new AtomicLong());
    }

    @Scheduled(
            identity = "actions",
            every = "{adjudge.act.poll}",
            delayed = "1s",
            executeWith = Scheduled.SIMPLE,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        workOff();
    }

    void wake() {
        try {
            threads.execute(this::workOff);
        } catch (RejectedExecutionException e) {
            log.debug("Not woken, the service is stopping");
        }
    }

    /** One thread works at a time; who comes meanwhile makes it look once more. */
    private void workOff() {
        if (wakes.getAndIncrement() > 0) {
            return;
        }
        int seen;
        do {
            seen = wakes.get();
            try {
                while (shift.work() > 0) {
                    log.debug("More actions may be due");
                }
                depth.set(queue.depth());
            } catch (RuntimeException | Error e) {
                log.error("Actions could not be worked on; they are looked for again", e);
            }
        } while (!wakes.compareAndSet(seen, 0));
    }
}
