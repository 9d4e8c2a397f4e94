package dev.adjudge.platform.calls;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * How many calls each platform may still be sent, counted in the database for all replicas together.
 *
 * <p>Where any span counts, a tenth of the calls may come at once and the others evenly, a twentieth left for what arrives late: so no
 * span has more than the limit, whenever it begins.
 */
@Singleton
public class CallLimits {

    /** What a call waits for its turn at most; who would wait longer is told how long. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final CallSettings settings;
    private final ProxyManager<String> buckets;
    private final Clock clock;

    CallLimits(CallSettings settings, DataSource database, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .table("call_limits")
                .idColumn("name")
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .build();
    }

    /** The limit of a name, as in {@code adjudge.calls}; what has none there is not limited. */
    public Optional<CallLimit> limit(String name) {
        return Optional.ofNullable(settings.limits().get(name)).map(set -> {
            CallLimit usual = CallLimit.of(set.most(), set.within(), set.fixed());
            return set.atOnce()
                    .map(atOnce -> new CallLimit(set.most(), set.within(), set.fixed(), atOnce))
                    .orElse(usual);
        });
    }

    /**
     * Takes a call of a limit; waits a little for its turn.
     *
     * @param name as in {@code adjudge.calls}; what has no limit there is not limited
     * @throws CallNotMade when its turn is too far off
     */
    public void take(String name) {
        take(name, name, 1);
    }

    /**
     * Takes some of a limit that many share the settings of.
     *
     * @param limit as in {@code adjudge.calls}
     * @param of whose calls are counted together: a channel, an account
     * @param weight how many at once, such as tokens
     */
    public void take(String limit, String of, long weight) {
        limit(limit).ifPresent(set -> take(set, of, weight, "adjudge.calls." + limit));
    }

    /**
     * Takes some of a limit.
     *
     * @param setting that the limit comes from
     * @return what was taken: no more than the limit gives at once
     */
    public long take(CallLimit limit, String of, long weight, String setting) {
        BucketProxy bucket = bucket(limit, of);
        long taken = Math.min(weight, limit.capacity());
        Instant end = clock.instant().plus(PATIENCE);
        while (true) {
            ConsumptionProbe turn =
                    QuarkusTransaction.suspendingExisting().call(() -> bucket.tryConsumeAndReturnRemaining(taken));
            if (turn.isConsumed()) {
                return taken;
            }
            Duration wait = Duration.ofNanos(turn.getNanosToWaitForRefill());
            if (clock.instant().plus(wait).isAfter(end)) {
                throw new CallNotMade(
                        "the " + limit.most() + " calls in " + limit.within() + " that it may be sent (" + setting
                                + ") are used up",
                        wait);
            }
            pause(wait);
        }
    }

    /** Corrects what was taken when it turns out to have been more, which later ones wait for, or less (a negative number). */
    public void settle(CallLimit limit, String of, long more) {
        BucketProxy bucket = bucket(limit, of);
        QuarkusTransaction.suspendingExisting().run(() -> {
            if (more > 0) {
                bucket.consumeIgnoringRateLimits(more);
            } else if (more < 0) {
                bucket.addTokens(-more);
            }
        });
    }

    private BucketProxy bucket(CallLimit limit, String of) {
        return buckets.builder().build(of + " " + limit.name(), () -> BucketConfiguration.builder()
                .addLimit(bandwidth(limit))
                .build());
    }

    private Bandwidth bandwidth(CallLimit limit) {
        if (limit.fixed()) {
            long window = limit.within().toMillis();
            Instant next = Instant.ofEpochMilli((clock.millis() / window + 1) * window);
            return Bandwidth.builder()
                    .capacity(limit.most())
                    .refillIntervallyAligned(limit.most(), limit.within(), next)
                    .build();
        }
        return Bandwidth.builder()
                .capacity(limit.atOnce())
                .refillGreedy(limit.evenly(), limit.within())
                .build();
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait.toMillis() + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallNotMade("the call was given up while it waited for its turn", null);
        }
    }
}
