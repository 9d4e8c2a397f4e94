package dev.adjudge.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The rules of the live release, with how often they matched lately. */
@ApplicationScoped
public class RuleRegister {

    private static final Duration LATELY = Duration.ofDays(30);

    /** Runs that act count how often each of their rules matched. */
    private static final String SELECT = """
            WITH matched AS (
                SELECT m.rule, sum(m.times::bigint) AS hits, max(r.created_at) AS last_hit
                FROM runs r, jsonb_each_text(r.facts -> 'rules') AS m (rule, times)
                WHERE r.created_at > ? AND r.status = 'completed' AND NOT r.dry_run GROUP BY m.rule)
            SELECT o.rule_name, o.platform, o.rule_type, o.owner, o.description, o.file, o.words, o.conditions, o.actions,
                   CASE WHEN o.rule_type = 'proposal' THEN coalesce(m.hits, 0) END AS hits, m.last_hit,
                   NOT EXISTS (SELECT FROM switches s WHERE s.scope = 'rule:' || o.rule_name) AS active
            FROM optimization_rules o LEFT JOIN matched m ON m.rule = o.rule_name
            WHERE o.is_active AND (?::text IS NULL OR o.rule_name = ?)
            ORDER BY o.rule_type, o.rule_name
            """;

    private final DataSource database;
    private final Clock clock;

    RuleRegister(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A rule of the live release.
     *
     * @param type {@code proposal}, {@code gate}, {@code limit}, {@code alert} or {@code guardrail}
     * @param words what it does, as a sentence made from its row
     * @param hits how many subjects it matched in the runs of the last 30 days that were not dry; null for what proposes nothing
     * @param lastHit when the last of these runs was asked for
     * @param active whether no kill switch stops what it proposes
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Rule(
            String name,
            String type,
            String platform,
            String owner,
            String description,
            String words,
            String file,

            @JsonRawValue @Schema(implementation = Object.class)
            String conditions,

            @JsonRawValue @Schema(implementation = Object.class)
            String actions,

            boolean active,
            @Nullable Long hits,
            @Nullable Instant lastHit) {}

    /** All rules of the live release, by type and name. */
    public List<Rule> all() {
        return rules(null);
    }

    public Optional<Rule> byName(String name) {
        return rules(name).stream().findFirst();
    }

    private List<Rule> rules(@Nullable String name) {
        return Sql.using(
                database,
                "reading the register of rules",
                sql -> sql.list(SELECT, RuleRegister::rule, clock.instant().minus(LATELY), name, name));
    }

    private static Rule rule(ResultSet row) throws SQLException {
        long hits = row.getLong("hits");
        boolean uncounted = row.wasNull();
        return new Rule(
                row.getString("rule_name"),
                row.getString("rule_type"),
                row.getString("platform"),
                row.getString("owner"),
                row.getString("description"),
                row.getString("words"),
                row.getString("file"),
                row.getString("conditions"),
                row.getString("actions"),
                row.getBoolean("active"),
                uncounted ? null : hits,
                Sql.instant(row, "last_hit"));
    }
}
