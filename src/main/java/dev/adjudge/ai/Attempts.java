package dev.adjudge.ai;

import io.smallrye.faulttolerance.api.CustomBackoffStrategy;
import io.smallrye.faulttolerance.api.Guard;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/** Three attempts at most, further and further apart, within a time; and a circuit that opens after five that failed. */
final class Attempts {

    private static final int FAILURES = 5;
    private static final Duration OPEN = Duration.ofSeconds(60);
    private static final int RETRIES = 2;
    private static final long LONGEST_WAIT = 10_000;

    private final Duration within;
    private final Guard all;
    private final Guard each;
    private final Guard circuit;

    /** @param circuit that others may share */
    Attempts(Duration within, Duration firstRetry, Guard circuit) {
        this.within = within;
        this.circuit = circuit;
        all = Guard.create()
                .withTimeout()
                .duration(within.toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
        each = Guard.create()
                .withRetry()
                .maxRetries(RETRIES)
                .maxDuration(within.toMillis(), ChronoUnit.MILLIS)
                .whenException(this::worthwhile)
                .withCustomBackoff()
                .strategy(() -> new Waits(firstRetry))
                .done()
                .done()
                .build();
    }

    static Guard circuit() {
        return Guard.create()
                .withCircuitBreaker()
                .requestVolumeThreshold(FAILURES)
                .failureRatio(1)
                .delay(OPEN.toSeconds(), ChronoUnit.SECONDS)
                .failOn(ModelFailure.Unavailable.class)
                .done()
                .build();
    }

    <T> T make(Callable<T> call, Class<T> type) throws ModelFailed {
        try {
            return all.call(() -> each.call(() -> circuit.call(call, type), type), type);
        } catch (ModelFailure.Refused e) {
            throw new ModelFailed(String.valueOf(e.getMessage()), e.request(), e);
        } catch (ModelFailure e) {
            throw new ModelFailed(String.valueOf(e.getMessage()), false, e);
        } catch (TimeoutException e) {
            throw new ModelFailed("no answer within " + within, false, e);
        } catch (CircuitBreakerOpenException e) {
            throw new ModelFailed("it failed too often and is left alone for a minute", false, e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ModelFailed(e.getClass().getSimpleName(), false, e);
        }
    }

    private boolean worthwhile(Throwable failure) {
        return failure instanceof ModelFailure.Unavailable
                || failure instanceof ModelFailure.Busy busy
                        && busy.after().orElse(Duration.ZERO).compareTo(within) < 0;
    }

    /** Twice as long each time, more or less; as long as it asks for, when it does. */
    private static final class Waits implements CustomBackoffStrategy {

        private long next;

        Waits(Duration first) {
            next = first.toMillis();
        }

        @Override
        public long nextDelayInMillis(Throwable failure) {
            long usual = Math.min(next, LONGEST_WAIT);
            next = usual * 2;
            long jittered = usual / 2 + ThreadLocalRandom.current().nextLong(usual + 1);
            return failure instanceof ModelFailure.Busy busy
                    ? Math.max(
                            busy.after().map(asked -> asked.toMillis() + 1).orElse(0L),
                            busy.after().isPresent() ? 0 : jittered)
                    : jittered;
        }
    }
}
