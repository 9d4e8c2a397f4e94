package dev.adjudge.fact;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One campaign's days summed over a span of complete days, both ends included. A sum is null when no day of the span
 * has data, and when one of its days does not report that figure: a part is not the whole. Ratios are exact to 34
 * digits, and null where they would divide by 0 or by nothing.
 *
 * @param days how many days of the span have data
 */
public record Window(
        LocalDate from,
        LocalDate to,
        int days,
        @Nullable BigDecimal spend,
        @Nullable Long impressions,
        @Nullable Long clicks,
        @Nullable BigDecimal conversions,
        @Nullable BigDecimal revenue) {

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    /** Spend for each conversion. */
    public @Nullable BigDecimal cpl() {
        return ratio(spend, conversions);
    }

    /** Revenue for each unit of money spent. */
    public @Nullable BigDecimal roas() {
        return ratio(revenue, spend);
    }

    /** Clicks for each impression, 0 to 1. */
    public @Nullable BigDecimal ctr() {
        return ratio(decimal(clicks), decimal(impressions));
    }

    /** Spend for each click. */
    public @Nullable BigDecimal cpc() {
        return ratio(spend, decimal(clicks));
    }

    /** Spend for a thousand impressions. */
    public @Nullable BigDecimal cpm() {
        BigDecimal each = ratio(spend, decimal(impressions));
        return each == null ? null : each.multiply(THOUSAND);
    }

    /** Conversions for each click. */
    public @Nullable BigDecimal cvr() {
        return ratio(conversions, decimal(clicks));
    }

    private static @Nullable BigDecimal ratio(@Nullable BigDecimal part, @Nullable BigDecimal whole) {
        return part == null || whole == null || whole.signum() == 0 ? null : part.divide(whole, MathContext.DECIMAL128);
    }

    private static @Nullable BigDecimal decimal(@Nullable Long count) {
        return count == null ? null : BigDecimal.valueOf(count);
    }
}
