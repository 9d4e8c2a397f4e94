package dev.adjudge.api;

import dev.adjudge.api.CampaignQuestion.Sums;
import dev.adjudge.fact.Span;
import dev.adjudge.fact.Window;
import dev.adjudge.fact.Windows;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the windows of one question. */
final class WindowChecks {

    /** A ratio that is sent along may be rounded: to 2 decimals, or to 1 in a thousand of itself. */
    private static final BigDecimal TOLERANCE = new BigDecimal("0.01");

    private static final BigDecimal SHARE_OF_ITSELF = new BigDecimal("0.001");

    private final LocalDate asOf;
    private final Pointed errors;

    WindowChecks(LocalDate asOf, Pointed errors) {
        this.asOf = asOf;
        this.errors = errors;
    }

    /** Spans that were not sent are windows without data. */
    Windows read(@Nullable Map<String, @Nullable Sums> given) {
        Map<Span, Window> windows = new EnumMap<>(Span.class);
        for (Span span : Span.values()) {
            windows.put(span, span.empty(asOf));
        }
        if (given == null || given.isEmpty()) {
            errors.add("", "is missing or empty; send at least one of " + known());
        } else {
            given.forEach((name, sums) -> read(name, sums, windows));
        }
        return new Windows(
                get(windows, Span.D1),
                get(windows, Span.D3),
                get(windows, Span.D7),
                get(windows, Span.D14),
                get(windows, Span.D30),
                get(windows, Span.P7));
    }

    private void read(String name, @Nullable Sums sums, Map<Span, Window> windows) {
        Span span = Arrays.stream(Span.values())
                .filter(each -> each.word().equals(name))
                .findFirst()
                .orElse(null);
        if (span == null) {
            errors.add("/" + name.replace("~", "~0").replace("/", "~1"), "is not a window; known are " + known());
        } else if (sums != null) {
            windows.put(span, window(span, sums, errors.at("/" + name)));
        }
    }

    private Window window(Span span, Sums sums, Pointed here) {
        same("/from", sums.from(), span.from(asOf), here);
        same("/to", sums.to(), span.to(asOf), here);
        boolean amounts = here.amount("/spend", sums.spend())
                & here.amount("/conversions", sums.conversions())
                & here.amount("/revenue", sums.revenue());
        Long impressions = here.count("/impressions", sums.impressions());
        Long clicks = here.count("/clicks", sums.clicks());
        if (impressions != null && clicks != null && clicks > impressions) {
            here.add("/clicks", "is " + clicks + ", more than the " + impressions + " impressions");
        }
        Long days = here.count("/days", sums.days());
        if (days != null && days > span.days()) {
            here.add("/days", "is " + days + "; the span has " + span.days());
            return span.empty(asOf);
        }
        if (!amounts) {
            // Nothing is calculated with what may have a billion digits.
            return span.empty(asOf);
        }
        Window window = new Window(
                span.from(asOf),
                span.to(asOf),
                days == null ? span.days() : days.intValue(),
                sums.spend(),
                impressions,
                clicks,
                sums.conversions(),
                sums.revenue());
        agrees("/cpl", sums.cpl(), window.cpl(), "spend / conversions", here);
        agrees("/roas", sums.roas(), window.roas(), "revenue / spend", here);
        agrees("/ctr", sums.ctr(), window.ctr(), "clicks / impressions", here);
        agrees("/cpc", sums.cpc(), window.cpc(), "spend / clicks", here);
        agrees("/cpm", sums.cpm(), window.cpm(), "1000 × spend / impressions", here);
        agrees("/cvr", sums.cvr(), window.cvr(), "conversions / clicks", here);
        return window;
    }

    private void same(String field, @Nullable LocalDate given, LocalDate day, Pointed here) {
        if (given != null && !given.equals(day)) {
            here.add(field, "is " + given + "; as of " + asOf + " it is " + day);
        }
    }

    /** Ratios follow from sums: one that says otherwise means that one of them is wrong. */
    private static void agrees(
            String field, @Nullable BigDecimal given, @Nullable BigDecimal derived, String formula, Pointed here) {
        if (given == null || !here.amount(field, given)) {
            return;
        }
        if (derived == null) {
            here.add(field, "is derived, not read: send the sums of " + formula);
        } else if (given.subtract(derived).abs().compareTo(TOLERANCE) > 0
                && given.subtract(derived).abs().compareTo(derived.multiply(SHARE_OF_ITSELF)) > 0) {
            here.add(field, "is " + given + ", but " + formula + " is " + derived.round(new java.math.MathContext(6)));
        }
    }

    private static Window get(Map<Span, Window> windows, Span span) {
        return Objects.requireNonNull(windows.get(span));
    }

    private static String known() {
        return Arrays.stream(Span.values()).map(Span::word).collect(Collectors.joining(", "));
    }
}
