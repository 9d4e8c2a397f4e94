package dev.adjudge.connector;

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

    private static final int AT_ONCE = 10;
    private static final int LATE = 20;

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

    /**
     * Takes a call of a limit; waits a little for its turn.
     *
     * @param name as in {@code adjudge.calls}; what has no limit there is not limited
     * @throws PlatformFailure.Busy when its turn is too far off
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
        CallSettings.Limit set = settings.limits().get(limit);
        if (set == null) {
            return;
        }
        BucketProxy bucket =
                buckets.builder().build(of + " " + set.most() + "/" + set.within(), () -> configuration(set));
        long most = configuration(set).getBandwidths()[0].getCapacity();
        Instant end = clock.instant().plus(PATIENCE);
        while (true) {
            ConsumptionProbe turn = QuarkusTransaction.suspendingExisting()
                    .call(() -> bucket.tryConsumeAndReturnRemaining(Math.min(weight, most)));
            if (turn.isConsumed()) {
                return;
            }
            Duration wait = Duration.ofNanos(turn.getNanosToWaitForRefill());
            if (clock.instant().plus(wait).isAfter(end)) {
                throw new PlatformFailure.Busy(
                        "the " + set.most() + " calls in " + set.within() + " that it may be sent (adjudge.calls."
                                + limit + ") are used up",
                        wait);
            }
            pause(wait);
        }
    }

    private BucketConfiguration configuration(CallSettings.Limit set) {
        return BucketConfiguration.builder().addLimit(bandwidth(set)).build();
    }

    private Bandwidth bandwidth(CallSettings.Limit set) {
        if (set.fixed()) {
            long window = set.within().toMillis();
            Instant next = Instant.ofEpochMilli((clock.millis() / window + 1) * window);
            return Bandwidth.builder()
                    .capacity(set.most())
                    .refillIntervallyAligned(set.most(), set.within(), next)
                    .build();
        }
        int atOnce = Math.max(1, set.most() / AT_ONCE);
        int evenly = Math.max(1, set.most() - atOnce - set.most() / LATE);
        return Bandwidth.builder()
                .capacity(atOnce)
                .refillGreedy(evenly, set.within())
                .build();
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait.toMillis() + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformFailure.Unavailable("the call was given up while it waited for its turn");
        }
    }
}
