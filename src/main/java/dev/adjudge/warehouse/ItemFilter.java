package dev.adjudge.warehouse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which items are meant; null is any.
 *
 * @param people hashes of persons, as the vault names them; one of them
 * @param leasedBy who has it now
 * @param from when it was received, included
 * @param to not included
 */
public record ItemFilter(
        @Nullable String status,
        @Nullable String platform,
        @Nullable String account,
        @Nullable String intent,
        @Nullable String sentiment,
        @Nullable String post,
        @Nullable String campaign,
        @Nullable String rule,
        @Nullable List<String> people,
        @Nullable String leasedBy,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** A condition on {@code social_media_items i} with its values. */
    record Where(String sql, List<Object> values) {}

    Where where(Instant now) {
        StringBuilder sql = new StringBuilder("true");
        List<Object> values = new ArrayList<>();
        and(sql, values, "i.status = ?", status);
        and(sql, values, "i.platform = ?", platform);
        and(sql, values, "i.account_id = ?", account);
        and(sql, values, "i.intent = ?", intent);
        and(sql, values, "i.sentiment = ?", sentiment);
        and(sql, values, "i.post_id = ?", post);
        and(sql, values, "i.campaign_id = ?", campaign);
        and(
                sql,
                values,
                "i.decision_id IN (SELECT d.id FROM decisions d WHERE d.id = i.decision_id"
                        + " AND d.verdicts @> jsonb_build_array(jsonb_build_object('rule', ?::text)))",
                rule);
        and(
                sql,
                values,
                "i.erased_at IS NULL AND i.person = ANY (?)",
                people == null ? null : people.toArray(new String[0]));
        if (leasedBy != null) {
            and(sql, values, "i.leased_by = ?", leasedBy);
            and(sql, values, "i.leased_until > ?", now);
        }
        and(sql, values, "i.received_at >= ?", from);
        and(sql, values, "i.received_at < ?", to);
        return new Where(sql.toString(), values);
    }

    private static void and(StringBuilder sql, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(" AND ").append(condition);
            values.add(value);
        }
    }
}
