package dev.adjudge.run;

import dev.adjudge.decision.Proposal;
import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.fact.CampaignKey;
import dev.adjudge.rules.Case;
import dev.adjudge.rules.CompiledRelease;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the rules for proposals while the facts are still being read: a batch at a time on each processor. Keeps only
 * campaigns that matched a rule; the reader waits when the processors are behind.
 */
final class Proposing implements AutoCloseable {

    private static final Logger log = Logger.getLogger(Proposing.class);
    private static final int BATCH = 200;
    private static final int FAILURES_SHOWN = 20;

    private final CompiledRelease release;
    private final ExecutorService workers;
    private final Semaphore room;
    private final int places;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong workNanos = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
    private final List<Case> cases = Collections.synchronizedList(new ArrayList<>());
    private final List<Failure> failures = Collections.synchronizedList(new ArrayList<>());
    private List<CampaignFacts> batch = new ArrayList<>(BATCH);
    private long waitNanos;

    /** A campaign that the rules could not evaluate. */
    record Failure(CampaignKey campaign, String message) {}

    /** On all processors. */
    Proposing(CompiledRelease release) {
        this(release, Runtime.getRuntime().availableProcessors());
    }

    /** @param processors on how many at the same time */
    Proposing(CompiledRelease release, int processors) {
        this.release = release;
        places = 4 * processors;
        room = new Semaphore(places);
        workers = Executors.newFixedThreadPool(processors, task -> {
            Thread thread = new Thread(task, "run-propose");
            thread.setDaemon(true);
            thread.setContextClassLoader(Proposing.class.getClassLoader());
            return thread;
        });
    }

    /** Takes the next campaign; called by the one thread that reads. */
    void take(CampaignFacts facts) {
        batch.add(facts);
        if (batch.size() == BATCH) {
            send();
        }
    }

    /**
     * Waits until every campaign that was taken is evaluated.
     *
     * @throws IllegalStateException when a batch was lost to more than a campaign that can't be evaluated
     */
    void finish() {
        send();
        waitFor(places);
        Throwable cause = broken.get();
        if (cause != null) {
            throw new IllegalStateException("Campaigns could not be evaluated: " + cause, cause);
        }
    }

    /** Ends the workers; what they have not begun is given up. */
    @Override
    public void close() {
        workers.shutdownNow();
    }

    /** Campaigns with proposals, account by account, in an order that does not depend on which processor was faster. */
    List<Case> cases() {
        List<Case> ordered = new ArrayList<>(cases);
        ordered.sort(Comparator.comparing(
                one -> one.facts().campaign(),
                Comparator.comparing(Campaign::platform)
                        .thenComparing(Campaign::accountId)
                        .thenComparing(Campaign::campaignId)));
        return ordered;
    }

    long done() {
        return done.get();
    }

    long failed() {
        return failed.get();
    }

    List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** Time spent evaluating, on all processors together. */
    long workMillis() {
        return TimeUnit.NANOSECONDS.toMillis(workNanos.get());
    }

    /** Time in which the reader waited for the processors. */
    long waitMillis() {
        return TimeUnit.NANOSECONDS.toMillis(waitNanos);
    }

    private void send() {
        List<CampaignFacts> full = batch;
        batch = new ArrayList<>(BATCH);
        waitFor(1);
        workers.execute(() -> {
            try {
                evaluate(full);
            } catch (Throwable e) {
                broken.compareAndSet(null, e);
            } finally {
                room.release();
            }
        });
    }

    private void waitFor(int permits) {
        long from = System.nanoTime();
        room.acquireUninterruptibly(permits);
        waitNanos += System.nanoTime() - from;
    }

    private void evaluate(List<CampaignFacts> some) {
        long from = System.nanoTime();
        for (CampaignFacts facts : some) {
            try {
                List<Proposal> proposals = release.propose(facts);
                if (!proposals.isEmpty()) {
                    cases.add(new Case(facts, proposals));
                }
            } catch (RuntimeException e) {
                fail(facts.campaign().key(), e);
            }
        }
        done.addAndGet(some.size());
        workNanos.addAndGet(System.nanoTime() - from);
    }

    private void fail(CampaignKey campaign, RuntimeException e) {
        if (failed.incrementAndGet() <= FAILURES_SHOWN) {
            failures.add(new Failure(campaign, String.valueOf(e.getMessage())));
            log.warnf(e, "Campaign not evaluated, subject=%s", campaign);
        }
    }
}
