package dev.adjudge.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Action.Level;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Sql;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people know already they are not told again; what they don't know yet they are. */
@QuarkusTest
class NewsTest {

    @Inject
    RaisedAlerts raised;

    @Inject
    Alerts alerts;

    @Inject
    Actions actions;

    @Inject
    DataSource database;

    private final String rule = "news " + UUID.randomUUID();

    @AfterEach
    void end() {
        change("DELETE FROM alerts WHERE rule = ?");
    }

    @Test
    void each_run_tells_and_none_twice() {
        UUID morning = run("a");
        UUID noon = run("b");

        ofRun(morning, 1);
        ofRun(noon, 2);
        ofRun(noon, 4);

        assertThat(told()).containsExactly(1L, 2L);
    }

    @Test
    void what_nobody_looks_after_is_told_again_when_there_is_twice_as_much() {
        found(1);
        found(2);
        found(3);
        found(4);
        found(7);

        assertThat(told()).containsExactly(1L, 2L, 4L);
    }

    @Test
    void what_somebody_looks_after_is_told_again_when_there_is_half_as_much_again() {
        found(10);
        acknowledge();
        found(10);
        found(14);
        assertThat(told()).containsExactly(10L);

        found(15);

        assertThat(told()).containsExactly(10L, 15L);
    }

    @Test
    void what_had_ceased_is_told_when_it_comes_again() {
        found(10);
        acknowledge();
        change("UPDATE alerts SET seen_at = seen_at - interval '50 minutes' WHERE rule = ?");
        found(9);
        change("UPDATE alerts SET seen_at = seen_at - interval '50 minutes' WHERE rule = ?");
        found(8);
        assertThat(told()).as("it went on all the time").containsExactly(10L);

        change("UPDATE alerts SET seen_at = seen_at - interval '61 minutes' WHERE rule = ?");
        found(7);

        assertThat(told()).containsExactly(10L, 7L);
    }

    private void found(long count) {
        raised.raise(rule, "service", Level.WARNING, 30L, null, count, "test");
    }

    private void ofRun(UUID run, long count) {
        raised.raise(rule, "rule:x", Level.CRITICAL, 0L, run, count, "test");
    }

    private UUID run(String campaign) {
        UUID action = actions.written(
                PretendPlatform.campaign(campaign + UUID.randomUUID()),
                new Action.Notify(Level.CRITICAL, "look"),
                "allowed",
                rule);
        return Sql.using(
                        database,
                        "looking",
                        sql -> sql.find(
                                "SELECT run_id FROM optimization_actions WHERE id = ?",
                                row -> row.getObject(1, UUID.class),
                                action))
                .orElseThrow();
    }

    private void acknowledge() {
        Sql.using(
                        database,
                        "looking",
                        sql -> sql.list(
                                "SELECT id FROM alerts WHERE rule = ?", row -> row.getObject(1, UUID.class), rule))
                .forEach(id -> alerts.acknowledge(id, null, Caller.SERVICE));
    }

    /** The counts that were told, in turn. */
    private List<Long> told() {
        return Sql.using(
                database,
                "looking",
                sql -> sql.list(
                        "SELECT count FROM alerts WHERE rule = ? ORDER BY raised_at", row -> row.getLong(1), rule));
    }

    private void change(String statement) {
        Sql.using(database, "preparing", sql -> sql.run(statement, rule));
    }
}
