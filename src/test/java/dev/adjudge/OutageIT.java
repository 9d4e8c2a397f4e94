package dev.adjudge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL stops in the middle of everything, and comes back: the service says so in its health, loses nothing, and goes on by itself.
 * {@code mvn verify -Pchaos} does it for 20 seconds.
 */
class OutageIT {

    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("outage.seconds", 5));
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ROW =
            "date,platform,account_id,campaign_id,campaign_name,currency,spend,impressions,clicks,conversions,revenue\n"
                    + "2026-11-01,meta,outage,outage,Outage,USD,1,1,1,1,1\n";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void a_stopped_database_loses_nothing() throws Exception {
        int port = PackagedService.freePort();
        EmbeddedPostgres postgres = postgres(port);
        try (PackagedService service = PackagedService.start(
                folder,
                "-Dquarkus.datasource.jdbc.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "-Dquarkus.datasource.username=postgres",
                "-Dquarkus.datasource.password=postgres",
                "-Dadjudge.flags.auto_optimization.rollout-percent=100",
                "-Dadjudge.act.lease=5s",
                "-Dadjudge.sandbox.faults.share=0.1",
                "-Dadjudge.sandbox.faults.kinds=slow",
                "-Dadjudge.sandbox.faults.slowness=500ms")) {
            EmbeddedPostgres first = postgres;
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(PATIENCE)
                    .until(() ->
                            count(first, "SELECT count(*) FROM optimization_actions WHERE status = 'executing'") > 0);
            postgres.close();

            HttpResponse<String> refused = service.post("/api/performance?source=outage", "text/csv", ROW);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
            HttpResponse<String> health = service.get("/q/health/ready");
            assertThat(health.statusCode()).as(health.body()).isEqualTo(503);
            assertThat(health.body()).contains("Database connections health check");
            assertThat(service.get("/q/health/live").statusCode()).isEqualTo(200);
            LockSupport.parkNanos(OUTAGE.toNanos());

            EmbeddedPostgres second = postgres(port);
            postgres = second;
            long from = System.nanoTime();
            await().pollInterval(Duration.ofMillis(100))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> service.get("/q/health/ready").statusCode() == 200);
            System.out.printf(
                    "[outage] PostgreSQL was away for %d s; the service was ready %d ms after it was back%n",
                    OUTAGE.toSeconds(), (System.nanoTime() - from) / 1_000_000);

            assertThat(service.post("/api/performance?source=outage", "text/csv", ROW)
                            .statusCode())
                    .isEqualTo(200);
            await().atMost(PATIENCE)
                    .until(() -> count(
                                    second,
                                    "SELECT count(*) FROM optimization_actions WHERE status IN ('ready', 'executing')")
                            == 0);
            JsonNode run = JSON.readTree(service.get("/api/runs").body()).at("/items/0");
            assertThat(run.path("status").asText()).as(run.toString()).isEqualTo("completed");
            assertThat(count(second, "SELECT count(*) FROM optimization_actions WHERE status IN ('failed', 'dead')"))
                    .isZero();
            assertThat(count(second, "SELECT count(*) FROM optimization_actions WHERE status = 'done'"))
                    .isPositive();
            assertThat(count(
                            second,
                            "SELECT count(*) FROM (SELECT FROM sandbox.writes WHERE changed GROUP BY platform, campaign_id"
                                    + " HAVING count(*) > 1) twice"))
                    .as("campaigns changed twice")
                    .isZero();
            assertThat(service.get("/api/audit/verify").body()).contains("\"intact\":true");
            assertThat(service.get("/api/performance?platform=meta&campaignId=outage&from=2026-11-01&to=2026-11-01")
                            .body())
                    .contains("Outage");
        } finally {
            postgres.close();
        }
    }

    private EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setLocaleConfig("encoding", "UTF8")
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
    }

    private static long count(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
