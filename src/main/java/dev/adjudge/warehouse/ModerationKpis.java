package dev.adjudge.warehouse;

import dev.adjudge.platform.Sql;
import dev.adjudge.platform.TimeRange;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** How moderation does: what came in, what was answered and how fast. */
@ApplicationScoped
public class ModerationKpis {

    private static final String SELECT = Sql.resource("sql/moderation-kpis.sql");
    private static final int SHARE_DECIMALS = 4;

    /** What figures can be told apart by. */
    public static final Set<String> BY = Set.of("day", "platform", "intent", "sentiment");

    private final DataSource database;

    ModerationKpis(DataSource database) {
        this.database = database;
    }

    /**
     * Of the items of one day, platform, intent and sentiment; null where they are not told apart.
     *
     * @param reviewed those that a person decided about
     * @param waiting those that wait for one
     * @param toAnswer questions and complaints
     * @param responseRate answered of them, 0 to 1; null where there are none
     * @param medianResponseSeconds from when an item was received to the first reply or decision of a person; null without any
     * @param atOnce hidden or deleted without asking
     */
    public record Kpi(
            @Nullable LocalDate day,
            @Nullable String platform,
            @Nullable String intent,
            @Nullable String sentiment,
            long items,
            long reviewed,
            long waiting,
            long toAnswer,
            long answered,
            @Nullable BigDecimal responseRate,
            @Nullable BigDecimal medianResponseSeconds,
            @Nullable BigDecimal p90ResponseSeconds,
            long escalations,
            long hidden,
            long deleted,
            long replied,
            long atOnce) {}

    /** @param by some of {@link #BY}; none for one figure over all */
    public List<Kpi> of(TimeRange received, Set<String> by) {
        return Sql.using(
                database,
                "reading how moderation does",
                sql -> sql.list(
                        SELECT,
                        ModerationKpis::kpi,
                        received.from(),
                        received.to(),
                        by.contains("day"),
                        by.contains("platform"),
                        by.contains("intent"),
                        by.contains("sentiment")));
    }

    private static Kpi kpi(ResultSet row) throws SQLException {
        long toAnswer = row.getLong("to_answer");
        long answered = row.getLong("answered");
        return new Kpi(
                row.getObject("day", LocalDate.class),
                row.getString("platform"),
                row.getString("intent"),
                row.getString("sentiment"),
                row.getLong("items"),
                row.getLong("reviewed"),
                row.getLong("waiting"),
                toAnswer,
                answered,
                toAnswer == 0
                        ? null
                        : BigDecimal.valueOf(answered)
                                .divide(BigDecimal.valueOf(toAnswer), SHARE_DECIMALS, RoundingMode.HALF_UP),
                seconds(row, "median_seconds"),
                seconds(row, "p90_seconds"),
                row.getLong("escalations"),
                row.getLong("hidden"),
                row.getLong("deleted"),
                row.getLong("replied"),
                row.getLong("at_once"));
    }

    private static @Nullable BigDecimal seconds(ResultSet row, String column) throws SQLException {
        BigDecimal seconds = row.getBigDecimal(column);
        return seconds == null ? null : seconds.setScale(1, RoundingMode.HALF_UP);
    }
}
