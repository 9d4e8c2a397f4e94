package dev.adjudge.act;

import static org.awaitility.Awaitility.await;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Approval;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Sql;
import io.restassured.RestAssured;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Writes actions as a run would, with the rule, run and decision they come from, and reads what became of them. */
@Singleton
public class Actions {

    private final DataSource database;
    private final Outbox outbox;
    private final Clock clock;

    Actions(DataSource database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What became of an action. */
    public record Row(
            String status,
            boolean taken,
            int attempts,
            @Nullable String outcome,
            @Nullable Instant finishedAt) {}

    public UUID allowed(Subject subject, Action action) {
        return written(subject, action, "allowed");
    }

    public UUID held(Subject subject, Action action) {
        return written(subject, action, "held");
    }

    public UUID written(Subject subject, Action action, String verdict) {
        return written(subject, action, verdict, "High CPL Pause");
    }

    public UUID held(Subject subject, Action action, Approval approval) {
        return written(subject, action, "held", "High CPL Pause", approval);
    }

    public UUID written(Subject subject, Action action, String verdict, String rule) {
        return written(subject, action, verdict, rule, Approval.IN_DOUBT);
    }

    private UUID written(Subject subject, Action action, String verdict, String rule, Approval approval) {
        UUID id = write(subject, action, verdict, rule, approval);
        outbox.nudge();
        return id;
    }

    private UUID write(Subject subject, Action action, String verdict, String rule, Approval approval) {
        return Sql.inTransaction(database, c -> {
            Instant now = clock.instant();
            if (subject.kind().equals(Subject.CAMPAIGN)) {
                campaign(c, subject);
            }
            UUID ruleId = rule(c, rule);
            UUID run = UUID.randomUUID();
            run(
                    c,
                    "INSERT INTO runs (id, status, trigger, as_of, dry_run, created_at) VALUES (?, 'completed', 'requested',"
                            + " '2026-11-22', false, ?)",
                    run,
                    now);
            UUID decision = UUID.randomUUID();
            run(
                    c,
                    "INSERT INTO decisions (id, run_id, subject_kind, platform, account_id, subject_id, release_id, facts,"
                            + " verdicts, created_at) VALUES (?, ?, ?, ?, ?, ?, (SELECT max(id) FROM releases), '{}',"
                            + " '[]', ?)",
                    decision,
                    run,
                    subject.kind(),
                    subject.platform(),
                    subject.account(),
                    subject.id(),
                    now);
            UUID id = UUID.randomUUID();
            Order order = new Order(
                    id,
                    decision,
                    run,
                    ruleId,
                    subject,
                    action,
                    verdict,
                    verdict.equals("held") ? approval : null,
                    "CPL 68.04 is above 50, \"tab\"\there",
                    "{}",
                    true,
                    null);
            outbox.write(c, run, List.of(order), now);
            return id;
        });
    }

    public Row row(UUID id) {
        return Sql.inTransaction(database, c -> {
            try (PreparedStatement select = c.prepareStatement(
                    "SELECT status, action_taken, attempts, outcome, finished_at FROM optimization_actions WHERE id = ?")) {
                select.setObject(1, id);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    Timestamp finished = row.getTimestamp(5);
                    return new Row(
                            row.getString(1),
                            row.getBoolean(2),
                            row.getInt(3),
                            row.getString(4),
                            finished == null ? null : finished.toInstant());
                }
            }
        });
    }

    /** As a worker leaves it that was killed: taken, and its lease run out. */
    public void abandoned(UUID id) {
        change(
                "UPDATE optimization_actions SET status = 'executing', lease_holder = gen_random_uuid(), lease_until = now()"
                        + " - interval '1 second', next_attempt_at = now() - interval '1 second', attempts = 1, tried = true WHERE id = ?",
                id);
    }

    public long count(String sql, Object... parameters) {
        return Sql.using(database, "counting in a test", one -> one.count(sql, parameters));
    }

    public void change(String sql, Object... parameters) {
        Sql.change(database, c -> run(c, sql, parameters));
    }

    /** What the sandbox was asked to set on a campaign since a moment: {@code field=value}, marked where nothing changed. */
    public List<String> writes(Subject subject, Instant since) {
        return Sql.inTransaction(database, c -> {
            try (PreparedStatement select = c.prepareStatement(
                    "SELECT field, after, changed FROM sandbox.writes WHERE platform = ? AND campaign_id = ? AND at >= ?"
                            + " ORDER BY id")) {
                select.setString(1, subject.platform());
                select.setString(2, subject.id());
                select.setTimestamp(3, Timestamp.from(since));
                List<String> writes = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        writes.add(rows.getString(1) + "=" + rows.getString(2) + (rows.getBoolean(3) ? "" : " again"));
                    }
                }
                return writes;
            }
        });
    }

    /** What the sandbox was asked to do with a comment or a message: {@code field=value}, marked where it had an effect. */
    public List<String> itemWrites(String item) {
        return Sql.using(
                database,
                "reading what became of a comment",
                sql -> sql.list(
                        "SELECT field || '=' || after || CASE WHEN changed THEN ' changed' ELSE '' END FROM sandbox.item_writes"
                                + " WHERE item_id = ? ORDER BY id",
                        row -> row.getString(1),
                        item));
    }

    /** The sandbox is shared by all tests: leaves a campaign as it was set up. */
    public void restore(Subject subject) {
        change("DELETE FROM sandbox.writes WHERE platform = ? AND campaign_id = ?", subject.platform(), subject.id());
    }

    private static void campaign(Connection c, Subject subject) throws SQLException {
        run(
                c,
                "INSERT INTO campaigns (platform, campaign_id, account_id, name, currency) VALUES (?, ?, ?, 'a campaign',"
                        + " 'USD') ON CONFLICT DO NOTHING",
                subject.platform(),
                subject.id(),
                subject.account());
    }

    private UUID rule(Connection c, String name) throws SQLException {
        run(
                c,
                "INSERT INTO releases (hash, title, state, created_at) VALUES ('sha256:' || repeat('0', 64), 'a release',"
                        + " 'retired', ?) ON CONFLICT (hash) DO NOTHING",
                clock.instant());
        run(
                c,
                "INSERT INTO optimization_rules (rule_name, platform, rule_type, owner, description, file, release_id,"
                        + " updated_at) VALUES (?, 'meta', 'proposal', 'media-buying', 'a rule', 'dmn/a.dmn', (SELECT max(id) FROM"
                        + " releases), ?) ON CONFLICT (rule_name) DO NOTHING",
                name,
                clock.instant());
        try (PreparedStatement select = c.prepareStatement("SELECT id FROM optimization_rules WHERE rule_name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        }
    }

    private static void run(Connection c, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                Object parameter = parameters[i];
                statement.setObject(i + 1, parameter instanceof Instant at ? Timestamp.from(at) : parameter);
            }
            statement.executeUpdate();
        }
    }

    /** A key of somebody with this role, for the header Authorization. */
    public static String key(String role) {
        return "ApiKey "
                + RestAssured.given()
                        .contentType("application/json")
                        .body(Map.of("name", role + "-" + UUID.randomUUID(), "roles", List.of(role)))
                        .post("/api/keys")
                        .jsonPath()
                        .getString("key");
    }

    /** The kinds of the audit log's latest entries that name it. */
    public static List<String> audited(UUID id) {
        return RestAssured.given()
                .get("/api/audit?limit=100")
                .jsonPath()
                .getList("items.entry.findAll { it.toString().contains('" + id + "') }.kind");
    }

    /** Waits for its end. */
    public Row end(UUID id) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> {
                            outbox.nudge();
                            return row(id);
                        },
                        row -> row.finishedAt() != null);
    }

    public static Action budget(String before, String after) {
        return new Action.ChangeBudget(new BigDecimal(before), new BigDecimal(after), "USD");
    }

    public static Action pause() {
        return new Action.Pause("active");
    }
}
