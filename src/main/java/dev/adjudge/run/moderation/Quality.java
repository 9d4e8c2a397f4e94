package dev.adjudge.run.moderation;

import dev.adjudge.platform.TimeRange;
import dev.adjudge.warehouse.ModerationQuality;
import dev.adjudge.warehouse.ModerationQuality.Agreement;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How good rules and the classifier are, by what people said of them, with how far that can be trusted. */
@ApplicationScoped
public class Quality {

    private static final int LEAST = 10;
    private static final int DECIMALS = 4;

    /** The 97.5 % quantile of the normal distribution: 95 % lie between it and its negative. */
    private static final double Z = 1.959964;

    private final ModerationQuality reviews;
    private final Clock clock;
    private final AtomicReference<Double> accuracy;

    Quality(ModerationQuality reviews, MeterRegistry metrics, Clock clock) {
        this.reviews = reviews;
        this.clock = clock;
        this.accuracy = new AtomicReference<>(Double.NaN);
        metrics.gauge("classification_accuracy", accuracy, AtomicReference::get);
    }

    /**
     * A share, and how far it can be trusted.
     *
     * @param name of a rule, or the intent that the classifier said
     * @param sampled whether chance chose the items, so that they stand for all; the others are those that people had to decide
     * @param share that people found right, 0 to 1
     * @param low lower end of the 95 % interval (Wilson 1927); null where there are fewer than ten
     * @param verdict {@code enough} or {@code not enough data}
     */
    public record Measured(
            String name,
            boolean sampled,
            long right,
            long of,
            BigDecimal share,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high,
            String verdict) {}

    /** @param accuracy of the classifier over all intents; null without any review */
    public record Report(
            List<Measured> rules,
            List<Measured> intents,
            @Nullable Measured accuracy) {}

    public Report report(TimeRange at) {
        List<Agreement> intents = reviews.intents(at);
        return new Report(
                reviews.rules(at).stream().map(Quality::measured).toList(),
                intents.stream().map(Quality::measured).toList(),
                intents.isEmpty()
                        ? null
                        : measured(new Agreement(
                                "all",
                                false,
                                intents.stream().mapToLong(Agreement::agreed).sum(),
                                intents.stream().mapToLong(Agreement::of).sum())));
    }

    @Scheduled(
            identity = "classification-accuracy",
            every = "5m",
            delayed = "1m",
            executeWith = Scheduled.SIMPLE,
            concurrentExecution = ConcurrentExecution.SKIP)
    void measure() {
        Measured now = report(TimeRange.of(null, null, clock)).accuracy();
        accuracy.set(now == null ? Double.NaN : now.share().doubleValue());
    }

    static Measured measured(Agreement of) {
        double n = of.of();
        double share = of.agreed() / n;
        double middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
        double half = Z / (1 + Z * Z / n) * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        boolean enough = of.of() >= LEAST;
        return new Measured(
                of.name(),
                of.sampled(),
                of.agreed(),
                of.of(),
                decimal(share),
                enough ? decimal(Math.max(0, middle - half)) : null,
                enough ? decimal(Math.min(1, middle + half)) : null,
                enough ? "enough" : "not enough data");
    }

    private static BigDecimal decimal(double share) {
        return BigDecimal.valueOf(share).setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
