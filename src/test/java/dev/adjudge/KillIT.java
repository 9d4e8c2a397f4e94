package dev.adjudge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service, killed at the worst moments and started again on the same folder. */
class KillIT {

    private static final String NO_FILL = "-Dadjudge.first-start.fill=false";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void a_killed_ingest_leaves_no_half_batch_and_the_file_can_be_sent_again() throws Exception {
        try (PackagedService service = PackagedService.start(folder, NO_FILL);
                PipedOutputStream rows = new PipedOutputStream()) {
            PipedInputStream body = new PipedInputStream(rows, 1 << 16);
            CompletableFuture<Void> request = CompletableFuture.runAsync(() -> {
                try {
                    service.post("/api/performance", "text/csv", () -> body);
                } catch (IOException cutOff) {
                    // As it should be: the service is killed while it reads.
                }
            });
            rows.write(csv(0, 5_000));
            await().atMost(PATIENCE).until(() -> stagedSomewhere());
            service.kill();
            request.cancel(true);
        }
        try (PackagedService service = PackagedService.start(folder, NO_FILL)) {
            assertThat(count("SELECT count(*) FROM campaign_performance")).isZero();
            assertThat(count("SELECT count(*) FROM campaigns")).isZero();
            assertThat(count("SELECT count(*) FROM ingest_batches WHERE status <> 'failed'"))
                    .isZero();

            HttpResponse<String> again =
                    service.post("/api/performance", "text/csv", new String(csv(0, 5_000), StandardCharsets.UTF_8));

            assertThat(json.readTree(again.body()).path("accepted").asLong()).isEqualTo(5_000);
            assertThat(count("SELECT count(*) FROM campaign_performance")).isEqualTo(5_000);
        }
    }

    @Test
    void a_first_fill_that_was_killed_is_gone_on_with_and_evaluated_once() throws Exception {
        try (PackagedService service = PackagedService.start(folder)) {
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(PATIENCE)
                    .until(() -> count("SELECT count(*) FROM ingest_batches WHERE status = 'completed'") > 0);
            service.kill();
        }
        for (int i = 0; i < 2; i++) {
            try (PackagedService service = PackagedService.start(folder)) {
                await().atMost(PATIENCE)
                        .until(() -> count("SELECT count(*) FROM first_fill WHERE completed_at IS NOT NULL") == 1);
            }
        }

        try (PackagedService service = PackagedService.start(folder)) {
            assertThat(service.log()).doesNotContain("The first run looked at");
            assertThat(count("SELECT count(DISTINCT source) FROM ingest_batches WHERE status = 'completed'"))
                    .isEqualTo(3);
            assertThat(count("SELECT count(*) FROM ingest_batches WHERE status = 'completed'"))
                    .isEqualTo(3);
            assertThat(count("SELECT count(*) FROM runs WHERE trigger = 'first_start' AND status = 'completed'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_killed_run_is_finished_at_the_next_start_and_concludes_once() throws Exception {
        try (PackagedService service = PackagedService.start(folder, NO_FILL)) {
            service.post("/api/performance", "text/csv", new String(csv(0, 20_000), StandardCharsets.UTF_8));
            HttpResponse<String> run = service.post("/api/runs", "application/json", "{}");
            assertThat(run.statusCode()).isEqualTo(202);
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(PATIENCE)
                    .until(() -> count("SELECT count(*) FROM runs WHERE status = 'running'") == 1);
            service.kill();
        }
        try (PackagedService service = PackagedService.start(folder, NO_FILL)) {
            await().atMost(PATIENCE)
                    .until(() -> count("SELECT count(*) FROM runs WHERE status IN ('queued', 'running')") == 0);

            JsonNode run = json.readTree(service.get("/api/runs").body()).at("/items/0");
            assertThat(run.path("status").asText()).as(run.toString()).isEqualTo("completed");
            assertThat(count("SELECT count(*) FROM decisions"))
                    .isEqualTo(run.at("/counts/matched").asLong());
            assertThat(
                            count(
                                    "SELECT count(*) FROM (SELECT platform, subject_id FROM decisions GROUP BY 1, 2 HAVING count(*) > 1) twice"))
                    .isZero();
        }
    }

    @Test
    void killed_while_it_acts_it_loses_no_action_and_does_none_twice() throws Exception {
        String[] all = {"-Dadjudge.flags.auto_optimization.rollout-percent=100", "-Dadjudge.act.lease=3s"};
        try (PackagedService service = PackagedService.start(folder, all)) {
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(PATIENCE)
                    .until(() -> count("SELECT count(*) FROM optimization_actions WHERE status = 'executing'") > 0);
            service.kill();
        }
        for (int i = 0; i < 2; i++) {
            try (PackagedService service = PackagedService.start(folder, all)) {
                await().pollDelay(Duration.ofMillis(300)).until(() -> true);
                service.kill();
            }
        }
        try (PackagedService service = PackagedService.start(folder, all)) {
            await().atMost(Duration.ofSeconds(120))
                    .until(() ->
                            count("SELECT count(*) FROM optimization_actions WHERE status IN ('ready', 'executing')")
                                    == 0);

            assertThat(count("SELECT count(*) FROM optimization_actions WHERE status = 'done'"))
                    .isPositive();
            assertThat(count("SELECT count(*) FROM optimization_actions WHERE status NOT IN ('done', 'held')"))
                    .isZero();
            assertThat(
                            count(
                                    "SELECT count(*) FROM optimization_actions WHERE status = 'done' AND action_type <> 'notify'"))
                    .isEqualTo(count("SELECT count(*) FROM sandbox.writes"));
        }
    }

    @Test
    void a_second_service_on_the_same_folder_is_refused_in_plain_words() throws Exception {
        try (PackagedService first = PackagedService.start(folder, NO_FILL)) {
            PackagedService second = PackagedService.launch(folder, NO_FILL);

            assertThat(second.endsWithin(PATIENCE)).isTrue();
            assertThat(second.log()).contains("Another Adjudge is running on the database folder " + folder);
            assertThat(first.get("/q/health/ready").statusCode()).isEqualTo(200);
        }
    }

    private boolean stagedSomewhere() throws SQLException, IOException {
        return count("SELECT count(*) FROM pg_stat_progress_copy") > 0
                || count("SELECT count(*) FROM pg_stat_activity WHERE query ILIKE 'COPY%' AND state = 'active'") > 0;
    }

    /** One day of that many campaigns, every tenth of which burns money. */
    private static byte[] csv(int first, int campaigns) {
        StringBuilder csv = new StringBuilder(
                "date,platform,account_id,campaign_id,campaign_name,currency,spend,impressions,clicks,conversions,revenue\n");
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        for (int i = first; i < first + campaigns; i++) {
            csv.append(yesterday)
                    .append(",meta,acc")
                    .append(i % 50)
                    .append(",c")
                    .append(i)
                    .append(",Campaign ")
                    .append(i);
            csv.append(i % 10 == 0 ? ",USD,400.00,20000,300,0,0\n" : ",USD,40.00,20000,300,5,100\n");
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private long count(String select) throws SQLException, IOException {
        List<String> postmaster = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"));
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + postmaster.get(3) + "/postgres", "postgres", "postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            row.next();
            return row.getLong(1);
        }
    }
}
