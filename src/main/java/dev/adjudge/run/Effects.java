package dev.adjudge.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/** What rules achieve: campaigns that one acted on beside those of the comparison group, which it left alone. */
@ApplicationScoped
public class Effects {

    private static final String CHANGES = Sql.resource("sql/rule-effect.sql");
    private static final List<String> METRICS = List.of("spend", "conversions", "revenue", "cpl", "roas");
    private static final double UPPER = 0.975; // what leaves 95 % between it and its opposite

    private final DataSource database;
    private final ObjectMapper json;
    private final RunSettings settings;
    private final Clock clock;

    Effects(DataSource database, ObjectMapper json, RunSettings settings, Clock clock) {
        this.database = database;
        this.json = json;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * How a rule's campaigns fared.
     *
     * @param from the first day whose runs count
     * @param treated campaigns that it acted on, from its first action in that time on
     * @param untouched campaigns of the comparison group that it would have acted on, and nothing changed for 7 days
     * @param needed how many of each it takes to say anything
     * @param summary all of it in a sentence
     */
    public record Effect(
            String rule,
            LocalDate from,
            LocalDate to,
            long treated,
            long untouched,
            int needed,
            boolean enoughData,
            String summary,
            List<Metric> metrics) {}

    /**
     * How one figure changed, from the 7 days before to the 7 days after, in percent of each campaign's own.
     *
     * @param treated how many treated campaigns have the figure, before and after
     * @param difference percentage points between the means, treated less untouched; null without enough data
     * @param low where its 95 % interval begins (Welch's t)
     * @param conclusion {@code lower, higher, no_clear_difference} (the interval holds 0) or {@code not_enough_data}
     */
    public record Metric(
            String metric,
            long treated,
            @Nullable BigDecimal treatedChange,
            long untouched,
            @Nullable BigDecimal untouchedChange,
            @Nullable BigDecimal difference,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high,
            String conclusion) {}

    private record Row(String side, String metric, long campaigns, Sample sample) {}

    /** @param variance of the sample; 0 when it has less than two */
    private record Sample(long size, double mean, double variance) {

        static final Sample NONE = new Sample(0, 0, 0);

        @Nullable BigDecimal shown() {
            return size == 0 ? null : rounded(mean);
        }

        double meanVariance() {
            return variance / size;
        }
    }

    /** The effect of a rule as the runs of these days tell it, both included. */
    public Effect of(String rule, LocalDate from, LocalDate to) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        String verdict = json.valueToTree(List.of(Map.of("rule", rule))).toString();
        List<Row> rows = Sql.using(
                database,
                "comparing campaigns",
                sql -> sql.list(
                        CHANGES,
                        row -> new Row(
                                row.getString("side"),
                                row.getString("metric"),
                                row.getLong("campaigns"),
                                new Sample(row.getLong("measured"), row.getDouble("mean"), row.getDouble("variance"))),
                        verdict,
                        rule,
                        from,
                        to,
                        today));
        int needed = Math.max(2, settings.effectNeeds());
        List<Metric> metrics = METRICS.stream()
                .map(metric ->
                        metric(metric, sample(rows, "treated", metric), sample(rows, "untouched", metric), needed))
                .toList();
        long treated = campaigns(rows, "treated");
        long untouched = campaigns(rows, "untouched");
        boolean enough = treated >= needed && untouched >= needed;
        return new Effect(
                rule,
                from,
                to,
                treated,
                untouched,
                needed,
                enough,
                enough ? told(metrics, treated, untouched) : thin(treated, untouched, needed),
                metrics);
    }

    private static Metric metric(String name, Sample treated, Sample untouched, int needed) {
        if (treated.size() < needed || untouched.size() < needed) {
            return new Metric(
                    name,
                    treated.size(),
                    treated.shown(),
                    untouched.size(),
                    untouched.shown(),
                    null,
                    null,
                    null,
                    "not_enough_data");
        }
        double difference = treated.mean() - untouched.mean();
        double margin = margin(treated, untouched);
        return new Metric(
                name,
                treated.size(),
                treated.shown(),
                untouched.size(),
                untouched.shown(),
                rounded(difference),
                rounded(difference - margin),
                rounded(difference + margin),
                Math.abs(difference) <= margin ? "no_clear_difference" : difference < 0 ? "lower" : "higher");
    }

    /** Half of Welch's interval. */
    private static double margin(Sample one, Sample other) {
        double variance = one.meanVariance() + other.meanVariance();
        if (variance == 0) {
            return 0;
        }
        double freedom = variance
                * variance
                / (one.meanVariance() * one.meanVariance() / (one.size() - 1)
                        + other.meanVariance() * other.meanVariance() / (other.size() - 1));
        return TDistribution.of(freedom).inverseCumulativeProbability(UPPER) * Math.sqrt(variance);
    }

    private static String told(List<Metric> metrics, long treated, long untouched) {
        List<String> clear = metrics.stream()
                .filter(metric -> metric.low() != null && !metric.conclusion().equals("no_clear_difference"))
                .map(metric -> metric.metric() + " is " + metric.conclusion() + " by " + metric.low() + " to "
                        + metric.high() + " points")
                .toList();
        return "Of " + treated + " campaigns that it acted on, beside " + untouched + " that it left alone, "
                + (clear.isEmpty() ? "no figure differs clearly" : String.join(", ", clear))
                + " (change to the week after from the week before, 95 % intervals)";
    }

    private static String thin(long treated, long untouched, int needed) {
        return "Not enough data: it acted on " + treated + " campaigns and left " + untouched
                + " of the comparison group alone that have the 7 days before and after; it takes " + needed
                + " of each";
    }

    private static Sample sample(List<Row> rows, String side, String metric) {
        return rows.stream()
                .filter(row -> row.side().equals(side) && row.metric().equals(metric))
                .map(Row::sample)
                .findFirst()
                .orElse(Sample.NONE);
    }

    private static long campaigns(List<Row> rows, String side) {
        return rows.stream()
                .filter(row -> row.side().equals(side))
                .mapToLong(Row::campaigns)
                .findFirst()
                .orElse(0);
    }

    private static BigDecimal rounded(double points) {
        return BigDecimal.valueOf(points).setScale(1, RoundingMode.HALF_UP);
    }
}
