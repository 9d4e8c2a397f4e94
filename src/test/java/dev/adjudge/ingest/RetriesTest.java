package dev.adjudge.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Quarantined parts of one day that are corrected at the same time. */
@QuarkusTest
class RetriesTest {

    private static final long MERGES = 7_301_001;

    @Inject
    DataSource database;

    private final String id = "retries-" + UUID.randomUUID();

    @Test
    void two_parts_of_a_day_that_are_corrected_at_once_both_count() throws Exception {
        List<String> parts = quarantined("""
                date,platform,campaign_id,ad_id,spend,impressions,clicks
                2026-11-01,meta,%1$s,1,10,100,1
                2026-11-01,meta,%1$s,2,-5,50,1
                2026-11-01,meta,%1$s,3,-7,20,1
                """.formatted(id));
        assertThat(parts).hasSize(2);

        List<Future<Integer>> answers;
        try (Connection merging = database.getConnection();
                Statement lock = merging.createStatement()) {
            merging.setAutoCommit(false);
            try {
                lock.execute("SELECT pg_advisory_xact_lock(" + MERGES + ")");
                answers = parts.stream().map(this::retry).toList();
                await().atMost(Duration.ofSeconds(20)).until(() -> waiting() >= 2);
            } finally {
                merging.rollback();
                merging.setAutoCommit(true);
            }
        }

        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(200);
        }
        var day = given().get("/api/performance?from=2026-11-01&to=2026-11-01&campaignId=" + id)
                .jsonPath();
        assertThat(day.getInt("items[0].impressions")).isEqualTo(170);
        assertThat(day.getDouble("items[0].spend")).isEqualTo(16.0);
    }

    private Future<Integer> retry(String line) {
        return CompletableFuture.supplyAsync(
                () -> given().contentType("application/json")
                        .body("{\"spend\": 3}")
                        .post("/api/quarantine/" + line + "/retry")
                        .statusCode(),
                task -> new Thread(task).start());
    }

    private List<String> quarantined(String csv) {
        String batch = given().contentType("text/csv; charset=UTF-8")
                .body(csv)
                .post("/api/performance")
                .jsonPath()
                .getString("batchId");
        return given().get("/api/quarantine?status=open&batch=" + batch)
                .jsonPath()
                .getList("items.id");
    }

    private long waiting() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")) {
            row.next();
            return row.getLong(1);
        }
    }
}
