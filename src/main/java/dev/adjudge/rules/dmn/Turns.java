package dev.adjudge.rules.dmn;

import dev.adjudge.platform.Problem;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A few threads for foreign models, so that these can't take the whole machine; who comes next waits, and when too many
 * wait, is sent away. Their stacks are larger than usual: formulas are nested calls, and those of a model may be many.
 */
@ApplicationScoped
class Turns {

    private static final long STACK = 16_000_000;

    private final ThreadPoolExecutor threads;

    Turns(SentSettings settings) {
        AtomicInteger number = new AtomicInteger();
        int atOnce = settings.atOnce();
        threads = new ThreadPoolExecutor(
                atOnce,
                atOnce,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(Math.max(1, settings.waiting())),
                work -> {
                    Thread thread = new Thread(null, work, "sent-models-" + number.incrementAndGet(), STACK);
                    thread.setDaemon(true);
                    thread.setContextClassLoader(Turns.class.getClassLoader());
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    <T> CompletionStage<T> take(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads);
        } catch (RejectedExecutionException e) {
            throw Problem.busy("All " + threads.getMaximumPoolSize() + " threads for sent models are at work and "
                    + threads.getQueue().size() + " requests wait; try again in a moment");
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
