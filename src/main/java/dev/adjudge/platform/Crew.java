package dev.adjudge.platform;

import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * The threads of this replica that work off a queue which replicas share: so many at most, and as many as there is work for. Whoever
 * wakes them after something was put in is sure that one of them looks after that.
 */
public final class Crew {

    private static final Logger log = Logger.getLogger(Crew.class);
    private static final Set<String> OFF = Set.of("off", "disabled");

    private final String of;
    private final Executor threads;
    private final Shift shift;
    private final Runnable rested;
    private final Semaphore places;
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile boolean over;

    /** Takes some of the queue and does it. */
    @FunctionalInterface
    public interface Shift {

        /**
         * Says how much there was.
         *
         * @param more to be called as soon as there may be more than it took: somebody else takes of it meanwhile
         */
        int work(Runnable more);
    }

    /**
     * @param of what is in the queue, in the plural, for the log
     * @param most how many work at once, 1 or more
     * @param poll how often it is looked at the queue when nobody wakes them, as {@code @Scheduled} has it; whoever never looks is never
     *     woken either
     * @param rested called by each thread when it finds nothing more
     */
    public Crew(String of, int most, String poll, Executor threads, Shift shift, Runnable rested) {
        this.of = of;
        this.threads = threads;
        this.shift = shift;
        this.rested = rested;
        this.places = new Semaphore(most);
        this.over = OFF.contains(poll);
    }

    /** Has the queue looked at by a thread of the crew, now. */
    public void wake() {
        wakes.incrementAndGet();
        help();
    }

    /** Works in the caller's thread until nothing is left, unless all places are taken: then those who have them look once more. */
    public void work() {
        wakes.incrementAndGet();
        takePlace();
    }

    /** Begins nothing more. */
    public void end() {
        over = true;
    }

    private void help() {
        if (places.availablePermits() == 0) {
            return;
        }
        try {
            threads.execute(this::takePlace);
        } catch (RejectedExecutionException e) {
            log.debugf("Nobody looks at the %s, the service is stopping", of);
        }
    }

    /** Who was woken while all places were taken is answered by whoever leaves one. */
    private void takePlace() {
        int seen = wakes.get() - 1;
        while (!over && seen != wakes.get() && places.tryAcquire()) {
            try {
                seen = wakes.get();
                while (!over && shift.work(this::help) > 0) {
                    log.tracef("More %s may be due", of);
                }
                rested.run();
            } catch (RuntimeException | Error e) {
                log.errorf(e, "The %s could not be worked on; they are looked for again", of);
            } finally {
                places.release();
            }
        }
    }
}
