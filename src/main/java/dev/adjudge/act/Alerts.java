package dev.adjudge.act;

import dev.adjudge.act.LoggedAlert.Told;
import dev.adjudge.act.Message.Event;
import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.decision.Action.Level;
import dev.adjudge.decision.Alert;
import dev.adjudge.decision.ReleaseRef;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Cursor;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sql;
import dev.adjudge.platform.TimeRange;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What people are told of: kept, written into the audit log, and sent by the {@link Messenger} until somebody acknowledges it. */
@ApplicationScoped
public class Alerts {

    private static final Logger log = Logger.getLogger(Alerts.class);
    private static final int LONGEST_COMMENT = 2_000;

    /** What nobody acknowledged wakes somebody. */
    private static final String LOUDEST = "pagerduty";

    private static final String SELECT =
            "SELECT *, extract(epoch FROM escalate_after)::bigint / 60 AS minutes FROM alerts ";

    private final DataSource database;
    private final AuditLog audit;
    private final AlertSettings settings;
    private final Instance<MessageChannel> channels;
    private final Clock clock;

    Alerts(
            DataSource database,
            AuditLog audit,
            AlertSettings settings,
            Instance<MessageChannel> channels,
            Clock clock) {
        this.database = database;
        this.audit = audit;
        this.settings = settings;
        this.channels = channels;
        this.clock = clock;
    }

    /** What to look for; null is anything. */
    public record Filter(@Nullable String level, @Nullable Boolean acknowledged, TimeRange raised) {}

    /**
     * Raises an alert, unless it is no {@link News}; within the transaction of whoever has one.
     *
     * @param run that it is about; null when it is about none
     * @param actions that somebody is asked for; who is asked again is told again
     */
    public void raise(Alert alert, ReleaseRef release, @Nullable UUID run, List<UUID> actions) {
        Instant now = now();
        UUID id = UUID.randomUUID();
        boolean atOnce = alert.escalateAfter() != null && alert.escalateAfter() == 0;
        boolean raised = QuarkusTransaction.joiningExisting()
                .call(() -> using(sql -> {
                    if (actions.isEmpty() && !News.isNews(sql, alert, run, now)) {
                        return false;
                    }
                    sql.run(
                            """
                    INSERT INTO alerts (id, kind, subject, count, usual, rule, level, channels, escalate_after, reason, release_id, run_id,
                        raised_on, raised_at, seen_at, escalated_at, actions, incident)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, make_interval(mins => ?), ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                            id,
                            alert.kind(),
                            alert.subject(),
                            alert.count(),
                            alert.usual(),
                            alert.rule(),
                            alert.level().word(),
                            alert.channels().toArray(String[]::new),
                            alert.escalateAfter() == null ? null : Math.toIntExact(alert.escalateAfter()),
                            alert.reason(),
                            release.id(),
                            run,
                            now.atOffset(ZoneOffset.UTC).toLocalDate(),
                            now,
                            now,
                            atOnce ? now : null,
                            actions.toArray(UUID[]::new),
                            AlertMessages.incident(sql, alert.rule()).orElse(id));
                    for (String channel : channels(alert.channels(), atOnce)) {
                        message(sql, id, channel, Event.RAISED, due(sql, alert, channel, now));
                    }
                    audit.add(Happening.of(
                            Caller.SERVICE,
                            "alert.raised",
                            alert.subject(),
                            null,
                            told(alert, release),
                            alert.reason()));
                    return true;
                }));
        if (raised) {
            log.warnf("Alert, level=%s rule=%s kind=%s", alert.level().word(), alert.rule(), alert.kind());
        }
    }

    /** Says that somebody looks after it: it escalates no more, and those who keep incidents are told. */
    public LoggedAlert acknowledge(UUID id, @Nullable String comment, Caller caller) {
        if (comment != null && comment.length() > LONGEST_COMMENT) {
            throw Problem.wrong(
                    "The comment is too long",
                    new Problem.FieldError(
                            "/comment", "has " + comment.length() + " characters; the most is " + LONGEST_COMMENT));
        }
        LoggedAlert alert = byId(id);
        Instant now = now();
        Sql.change(database, connection -> {
            Sql sql = new Sql(connection);
            boolean first = sql.run(
                            "UPDATE alerts SET acknowledged_at = ?, acknowledged_by = ?, comment = ? WHERE id = ? AND acknowledged_at IS NULL",
                            now,
                            caller.actor(),
                            comment,
                            id)
                    == 1;
            if (!first) {
                throw Problem.conflict("Alert " + id + " was acknowledged already, by " + byId(id).acknowledgedBy());
            }
            AlertMessages.acknowledged(sql, id, telling(Event.ACKNOWLEDGED), now);
            AlertMessages.drop(sql, now);
            audit.add(
                    connection,
                    Happening.of(
                            caller,
                            "alert.acknowledged",
                            alert.subject(),
                            null,
                            Map.of("alert", id, "rule", alert.rule()),
                            comment));
        });
        return byId(id);
    }

    /** Tells again, and louder, what nobody acknowledged in time. */
    void escalate() {
        Instant now = now();
        Sql.change(database, connection -> {
            Sql sql = new Sql(connection);
            List<LoggedAlert> some = sql.list("""
                    UPDATE alerts SET escalated_at = ? WHERE id IN (
                        SELECT id FROM alerts WHERE acknowledged_at IS NULL AND escalated_at IS NULL AND raised_at + escalate_after <= ?
                        ORDER BY raised_at LIMIT 500 FOR UPDATE SKIP LOCKED)
                    RETURNING *, extract(epoch FROM escalate_after)::bigint / 60 AS minutes""", Alerts::alert, now, now);
            sql.run(
                    "INSERT INTO alert_messages (alert_id, channel, event, next_attempt_at) SELECT DISTINCT id, channel, ?, ?::timestamptz"
                            + " FROM alerts, unnest(channels || ?::text) AS channel WHERE id = ANY (?)",
                    Event.ESCALATED.word(),
                    now,
                    LOUDEST,
                    some.stream().map(LoggedAlert::id).toArray(UUID[]::new));
            some.forEach(alert -> log.warnf("Alert escalated, alert=%s rule=%s", alert.id(), alert.rule()));
            audit.add(connection, some.stream().map(Alerts::escalated).toList());
        });
    }

    private static Happening escalated(LoggedAlert alert) {
        return Happening.of(
                Caller.SERVICE,
                "alert.escalated",
                alert.subject(),
                null,
                Map.of("alert", alert.id(), "rule", alert.rule()),
                "Nobody acknowledged it within " + alert.escalateAfter() + " minutes");
    }

    /** @throws Problem 404 when there is none */
    public LoggedAlert byId(UUID id) {
        return using(sql -> {
                    Optional<LoggedAlert> found = sql.find(SELECT + "WHERE id = ?", Alerts::alert, id);
                    return found.isEmpty()
                            ? found
                            : Optional.of(
                                    withMessages(sql, List.of(found.get())).get(0));
                })
                .orElseThrow(
                        () -> Problem.unknown("There is no alert " + id + "; GET /api/alerts lists those there are"));
    }

    /** A page of alerts, newest first. */
    public Page<LoggedAlert> page(Filter filter, Limit limit, @Nullable Cursor after) {
        return using(sql -> {
            List<LoggedAlert> found = sql.list(
                    SELECT
                            + "WHERE raised_at >= ? AND raised_at < ? AND (?::text IS NULL OR level = ?)"
                            + " AND (?::boolean IS NULL OR (acknowledged_at IS NOT NULL) = ?)"
                            + " AND (?::timestamptz IS NULL OR (raised_at, id) < (?, ?)) ORDER BY raised_at DESC, id DESC LIMIT ?",
                    Alerts::alert,
                    filter.raised().from(),
                    filter.raised().to(),
                    filter.level(),
                    filter.level(),
                    filter.acknowledged(),
                    filter.acknowledged(),
                    after == null ? null : after.at(),
                    after == null ? null : after.at(),
                    after == null ? null : after.id(),
                    limit.andOneMore());
            return Page.of(withMessages(sql, found), limit, last -> new Cursor(last.raisedAt(), last.id()).encode());
        });
    }

    private String[] telling(Event event) {
        return channels.stream()
                .filter(channel -> channel.tells(event))
                .map(MessageChannel::name)
                .toArray(String[]::new);
    }

    private static List<String> channels(List<String> named, boolean loud) {
        return loud
                ? Stream.concat(named.stream(), Stream.of(LOUDEST)).distinct().toList()
                : named;
    }

    private static void message(Sql sql, UUID alert, String channel, Event event, Instant due) throws SQLException {
        sql.run(
                "INSERT INTO alert_messages (alert_id, channel, event, next_attempt_at) VALUES (?, ?, ?, ?)",
                alert,
                channel,
                event.word(),
                due);
    }

    /** When those of the same kind have come together, and some time after the last such message. */
    private Instant due(Sql sql, Alert alert, String channel, Instant now) throws SQLException {
        Instant gathered = now.plus(settings.gather());
        if (alert.level() == Level.CRITICAL) {
            return gathered;
        }
        return sql.find(
                        "SELECT max(m.sent_at) AS last FROM alert_messages m JOIN alerts a ON a.id = m.alert_id"
                                + " WHERE m.channel = ? AND a.rule = ? AND m.sent_at > ?",
                        row -> Optional.ofNullable(Sql.instant(row, "last")),
                        channel,
                        alert.rule(),
                        now.minus(settings.pause()))
                .flatMap(last -> last)
                .map(last -> last.plus(settings.pause()))
                .filter(gathered::isBefore)
                .orElse(gathered);
    }

    private static Map<String, @Nullable Object> told(Alert alert, ReleaseRef release) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("kind", alert.kind());
        told.put("count", alert.count());
        told.put("usual", alert.usual());
        told.put("rule", alert.rule());
        told.put("level", alert.level().word());
        told.put("channels", alert.channels());
        told.put("release", release.id());
        return told;
    }

    private static List<LoggedAlert> withMessages(Sql sql, List<LoggedAlert> alerts) throws SQLException {
        if (alerts.isEmpty()) {
            return alerts;
        }
        record One(UUID alert, Told told) {}
        Map<UUID, List<Told>> messages = sql
                .list(
                        "SELECT * FROM alert_messages WHERE alert_id = ANY (?) ORDER BY id",
                        row -> new One(
                                row.getObject("alert_id", UUID.class),
                                new Told(
                                        row.getString("channel"),
                                        row.getString("event"),
                                        row.getString("status"),
                                        row.getInt("attempts"),
                                        Sql.instant(row, "sent_at"),
                                        row.getString("detail"))),
                        (Object) alerts.stream().map(LoggedAlert::id).toArray(UUID[]::new))
                .stream()
                .collect(Collectors.groupingBy(One::alert, Collectors.mapping(One::told, Collectors.toList())));
        return alerts.stream()
                .map(alert -> alert.with(messages.getOrDefault(alert.id(), List.of())))
                .toList();
    }

    static LoggedAlert alert(ResultSet row) throws SQLException {
        return new LoggedAlert(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("subject"),
                row.getLong("count"),
                row.getBigDecimal("usual"),
                row.getString("rule"),
                row.getString("level"),
                row.getString("reason"),
                row.getLong("release_id"),
                row.getObject("run_id", UUID.class),
                List.of((UUID[]) row.getArray("actions").getArray()),
                Sql.instantThere(row, "raised_at"),
                row.getObject("minutes", Long.class),
                Sql.instant(row, "escalated_at"),
                Sql.instant(row, "acknowledged_at"),
                row.getString("acknowledged_by"),
                row.getString("comment"),
                List.of());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private <T> T using(Sql.Use<T> use) {
        return Sql.using(database, "looking at alerts", use);
    }
}
