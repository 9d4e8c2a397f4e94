package dev.adjudge.rules;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Notices that rule files were saved. It looks, rather than being told: looking works on every file system and with
 * editors that write beside the file and rename. A change counts when two looks in a row see the same, so that a file is
 * not read half-written.
 */
final class RuleWatch implements AutoCloseable {

    private static final Logger log = Logger.getLogger(RuleWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);

    private final RuleSource source;
    private final Consumer<RuleSource> changed;
    private final ScheduledExecutorService looking;
    private String handled;
    private String lastSeen;
    private long notBefore = System.nanoTime();

    private RuleWatch(RuleSource source, String asLoaded, Consumer<RuleSource> changed) {
        this.source = source;
        this.changed = changed;
        this.handled = asLoaded;
        this.lastSeen = asLoaded;
        this.looking = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "rule-watch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @param asLoaded the source's fingerprint from before it was loaded, so that no change in between is missed */
    static RuleWatch over(RuleSource source, String asLoaded, Consumer<RuleSource> changed) {
        RuleWatch watch = new RuleWatch(source, asLoaded, changed);
        var unused = watch.looking.scheduleWithFixedDelay(
                watch::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }

    private void look() {
        try {
            String seen = source.fingerprint();
            if (seen.equals(lastSeen) && !seen.equals(handled) && System.nanoTime() - notBefore >= 0) {
                changed.accept(source);
                handled = seen;
            }
            lastSeen = seen;
        } catch (RuntimeException | Error e) {
            notBefore = System.nanoTime() + AFTER_TROUBLE.toNanos();
            log.errorf(
                    e,
                    "Changed rule files could not be made live; the earlier rules stay live. Next attempt in %d seconds",
                    AFTER_TROUBLE.toSeconds());
        }
    }
}
