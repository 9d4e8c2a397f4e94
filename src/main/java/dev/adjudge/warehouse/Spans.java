package dev.adjudge.warehouse;

import dev.adjudge.fact.Span;
import dev.adjudge.fact.Window;
import dev.adjudge.fact.Windows;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One campaign's sums over spans that do not overlap: day 1, days 2–3, 4–7, 8–14 and 15–30 before the evaluation date.
 * Windows are sums of spans, so that each day is read and added once.
 */
final class Spans {

    private static final int COUNT = 5;

    private final Sums[] sums = new Sums[COUNT];

    /** The sums of one span; a span without data is null in the array. */
    private record Sums(
            int days,
            BigDecimal spend,
            long impressions,
            long clicks,
            @Nullable BigDecimal conversions,
            @Nullable BigDecimal revenue) {

        private Sums plus(Sums other) {
            return new Sums(
                    days + other.days,
                    spend.add(other.spend),
                    impressions + other.impressions,
                    clicks + other.clicks,
                    both(conversions, other.conversions),
                    both(revenue, other.revenue));
        }

        private static @Nullable BigDecimal both(@Nullable BigDecimal a, @Nullable BigDecimal b) {
            return a == null || b == null ? null : a.add(b);
        }
    }

    void add(ResultSet row) throws SQLException {
        int days = row.getInt("days");
        sums[row.getInt("span")] = new Sums(
                days,
                row.getBigDecimal("spend"),
                row.getLong("impressions"),
                row.getLong("clicks"),
                row.getInt("conversion_days") == days ? row.getBigDecimal("conversions") : null,
                row.getInt("revenue_days") == days ? row.getBigDecimal("revenue") : null);
    }

    Windows windows(LocalDate asOf) {
        return new Windows(
                window(asOf, Span.D1, 0, 1),
                window(asOf, Span.D3, 0, 2),
                window(asOf, Span.D7, 0, 3),
                window(asOf, Span.D14, 0, 4),
                window(asOf, Span.D30, 0, 5),
                window(asOf, Span.P7, 3, 4));
    }

    private Window window(LocalDate asOf, Span days, int firstSpan, int endSpan) {
        Sums sum = null;
        for (int span = firstSpan; span < endSpan; span++) {
            Sums next = sums[span];
            if (next != null) {
                sum = sum == null ? next : sum.plus(next);
            }
        }
        return sum == null
                ? days.empty(asOf)
                : new Window(
                        days.from(asOf),
                        days.to(asOf),
                        sum.days,
                        sum.spend,
                        sum.impressions,
                        sum.clicks,
                        sum.conversions,
                        sum.revenue);
    }
}
