package dev.adjudge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.PackagedService;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/**
 * The main job at size, on the packaged service with a heap of 512 MB: a million rows through HTTP next to plain COPYs of
 * the same file into the same server, then a run over 50,000 campaigns. Prints figures; asserts only that the work was
 * done. {@code mvn verify -Pbench}; {@code -Dbench.campaigns=} and {@code -Dbench.days=} change the size.
 */
@Tag("bench")
class MainJobBench {

    private static final int CAMPAIGNS = Integer.getInteger("bench.campaigns", 50_000);
    private static final int DAYS = Integer.getInteger("bench.days", 20);
    private static final String COLUMNS = "(" + GeneratedRows.HEADINGS + ")";

    private final ObjectMapper json = new ObjectMapper();
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @Test
    void ingests_a_million_rows_and_runs_over_fifty_thousand_campaigns(@TempDir Path folder) throws Exception {
        Path rows = GeneratedRows.csv(CAMPAIGNS, DAYS, today);
        long count = (long) CAMPAIGNS * DAYS;
        starts(folder);
        try (PackagedService service = PackagedService.start(
                folder,
                "-Xmx512m",
                "-Dadjudge.first-start.fill=false",
                "-Dadjudge.flags.auto_optimization.rollout-percent=100")) {
            say("%,d rows of %,d campaigns, %,d MB", count, CAMPAIGNS, Files.size(rows) >> 20);
            ingest(service, rows, count);
            again(service, rows, count);
            plainCopies(folder, rows, count);
            run(service);
            say("peak resident memory of the service: %,d MB (heap limit 512 MB)", service.peakMemory() >> 20);
        } finally {
            Files.delete(rows);
        }
    }

    /** The first start makes the database; the second finds it. */
    private static void starts(Path folder) throws IOException {
        for (String which : new String[] {"first start, with a new database", "second start"}) {
            long from = System.nanoTime();
            try (PackagedService service = PackagedService.start(folder, "-Dadjudge.first-start.fill=false")) {
                say("%-52s %7.2f s  until ready on port %d", which, (System.nanoTime() - from) / 1e9, service.port());
            }
        }
    }

    private void ingest(PackagedService service, Path rows, long count) throws IOException {
        long from = System.nanoTime();
        HttpResponse<String> answer = service.post("/api/performance?source=bench", "text/csv", rows);
        long nanos = System.nanoTime() - from;
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json.readTree(answer.body()).path("accepted").asLong()).isEqualTo(count);
        rate("ingest over HTTP: parse, check, COPY, merge", count, nanos);
    }

    private void again(PackagedService service, Path rows, long count) throws IOException {
        long from = System.nanoTime();
        HttpResponse<String> answer = service.post("/api/performance?source=bench", "text/csv", rows);
        long nanos = System.nanoTime() - from;
        assertThat(json.readTree(answer.body()).path("unchanged").asLong()).isEqualTo(count);
        rate("the same file again: nothing changes", count, nanos);
    }

    /** The same rows by COPY alone: into a table without any key, and into one defined as ours is. */
    private static void plainCopies(Path folder, Path rows, long count) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(url(folder), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE bare AS SELECT " + GeneratedRows.HEADINGS
                    + " FROM campaign_performance WITH NO DATA");
            rate("plain COPY into a table without keys", count, copy(connection, "bare " + COLUMNS, rows));
            statement.execute("CREATE TABLE same (LIKE campaign_performance INCLUDING ALL)");
            statement.execute("ALTER TABLE same ADD FOREIGN KEY (platform, campaign_id) REFERENCES campaigns");
            statement.execute(
                    "ALTER TABLE same ALTER batch_id SET DEFAULT gen_random_uuid(), ALTER known_from SET DEFAULT now()");
            rate("plain COPY into a table with our keys and indexes", count, copy(connection, "same " + COLUMNS, rows));
            statement.execute("DROP TABLE bare, same");
        }
    }

    private static long copy(Connection connection, String target, Path rows) throws SQLException, IOException {
        long from = System.nanoTime();
        try (InputStream in = Files.newInputStream(rows)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + target + " FROM STDIN WITH (FORMAT csv, HEADER)", in, 1 << 16);
        }
        return System.nanoTime() - from;
    }

    private void run(PackagedService service) throws IOException {
        long from = System.nanoTime();
        HttpResponse<String> started = service.post("/api/runs", "application/json", "{}");
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        JsonNode run = json.readTree(started.body());
        String at = "/api/runs/" + run.path("id").asText();
        while (!run.path("status").asText().equals("completed")) {
            run = json.readTree(service.get(at).body());
            assertThat(run.path("status").asText()).as(run.toString()).isNotEqualTo("failed");
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
        long nanos = System.nanoTime() - from;
        assertThat(run.at("/counts/subjects").asLong()).isEqualTo(CAMPAIGNS);
        rate("run: facts to decisions and actions, campaigns", CAMPAIGNS, nanos);
        say("   where it went: %s", run.at("/facts/timings"));
        say("   %s", run.path("counts"));
    }

    private static String url(Path folder) throws IOException {
        String port = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"))
                .get(3);
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    private static void rate(String what, long count, long nanos) {
        say("%-52s %7.2f s  %,10.0f/s", what, nanos / 1e9, count * 1e9 / nanos);
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format("[bench] " + format, values));
    }
}
