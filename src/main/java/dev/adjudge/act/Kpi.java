package dev.adjudge.act;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A figure of one day, for whoever watches figures outside.
 *
 * @param key the metric's name: {@code adjudge_spend}
 * @param unit an ISO 4217 currency; null for a count or a ratio
 * @param attributes what it is of: platform, account, kind of action
 */
public record Kpi(
        String key,
        LocalDate day,
        BigDecimal value,
        @Nullable String unit,
        SortedMap<String, String> attributes) {

    public static Kpi of(
            String key, LocalDate day, BigDecimal value, @Nullable String unit, String platform, String account) {
        SortedMap<String, String> attributes = new TreeMap<>();
        attributes.put("platform", platform);
        attributes.put("account", account);
        return new Kpi(key, day, value, unit, attributes);
    }

    /** The same, of something more. */
    public Kpi with(String attribute, String of) {
        SortedMap<String, String> more = new TreeMap<>(attributes);
        more.put(attribute, of);
        return new Kpi(key, day, value, unit, more);
    }
}
