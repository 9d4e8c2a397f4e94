package dev.adjudge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.PackagedService;
import dev.adjudge.SignedIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Releases at size, on the packaged service with a heap of 1 GB: a simulation of 90 days over 5,000 campaigns beside the live
 * release, and 200 decisions a second while releases are published and rolled back. Prints figures; asserts that the work
 * was done and no answer was wrong. {@code mvn verify -Pbench}.
 */
@Tag("bench")
class ReleaseBench {

    private static final int CAMPAIGNS = Integer.getInteger("bench.simulated.campaigns", 5_000);
    private static final int DAYS = 90;
    private static final int CHANGES = 20;
    private static final int A_SECOND = 200;
    private static final long BETWEEN_CHANGES_MS = 1_500;

    private final ObjectMapper json = new ObjectMapper();
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void simulates_ninety_days_of_five_thousand_campaigns(@TempDir Path folder) throws Exception {
        Path rows = GeneratedRows.csv(CAMPAIGNS, DAYS + 30, today);
        try (PackagedService service = PackagedService.start(folder, "-Xmx1g", "-Dadjudge.first-start.fill=false")) {
            assertThat(service.post("/api/performance?source=bench", "text/csv", rows)
                            .statusCode())
                    .isEqualTo(200);
            asIfKnownDayByDay(folder);
            long draft = draft(service, "> 45");
            for (String knownAt : new String[] {"then", "now"}) {
                simulate(service, draft, knownAt);
            }
            long checked = System.nanoTime();
            JsonNode problems = json.readTree(service.post("/api/releases/" + draft + "/check", "application/json", "")
                    .body());
            say(
                    "check, with its tests and a look for conflicts: %,d ms, %d problems",
                    (System.nanoTime() - checked) / 1_000_000,
                    problems.path("problems").size());
            long covered = System.nanoTime();
            JsonNode coverage = json.readTree(
                    service.get("/api/releases/" + draft + "/coverage").body());
            say(
                    "coverage: %,d ms for %,d campaigns of %d days",
                    (System.nanoTime() - covered) / 1_000_000,
                    coverage.path("campaigns").asLong(),
                    coverage.path("days").asInt());
            say("peak resident memory of the service: %,d MB (heap limit 1,024 MB)", service.peakMemory() >> 20);
        } finally {
            Files.delete(rows);
        }
    }

    @Test
    void decides_while_releases_are_published_and_rolled_back(@TempDir Path folder) throws Exception {
        try (PackagedService service = PackagedService.start(folder, "-Xmx1g", "-Dadjudge.first-start.fill=false")) {
            String publisher = "ApiKey "
                    + json.readTree(service.post(
                                            "/api/keys",
                                            "application/json",
                                            "{\"name\":\"bench\",\"roles\":[\"publisher\"]}")
                                    .body())
                            .path("key")
                            .asText();
            List<Long> approved = new ArrayList<>();
            for (int i = 0; i < CHANGES / 2; i++) {
                long draft = draft(service, "> 50.000" + i);
                step(service, draft, "submit", SignedIn.AUTHORIZATION);
                step(service, draft, "approve", publisher);
                approved.add(draft);
            }
            decide(service, 200); // the first calls are not what is measured
            Load load = new Load(service);
            List<Long> untilSeen = new ArrayList<>();
            long live = 1;
            for (long release : approved) {
                untilSeen.add(changeTo(service, load, release, "publish", publisher));
                untilSeen.add(changeTo(service, load, live, "rollback", publisher));
            }
            load.close();
            load.tell();
            say(
                    "%d publishes and rollbacks: seen by callers after %s ms",
                    CHANGES, untilSeen.stream().sorted().map(String::valueOf).toList());
            assertThat(load.failures).isEmpty();
        }
    }

    /** Asks 200 times a second, however long answers take. */
    private final class Load implements AutoCloseable {
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
        private final Queue<String> failures = new ConcurrentLinkedQueue<>();
        private volatile long seen;

        Load(PackagedService service) {
            HttpRequest request = question(service);
            clock.scheduleAtFixedRate(() -> ask(request), 0, 1_000_000 / A_SECOND, TimeUnit.MICROSECONDS);
        }

        private void ask(HttpRequest request) {
            long from = System.nanoTime();
            http.sendAsync(request, BodyHandlers.ofString()).whenComplete((answer, failure) -> {
                nanos.add(System.nanoTime() - from);
                if (failure != null || answer.statusCode() != 200) {
                    failures.add(String.valueOf(failure == null ? answer.body() : failure));
                } else {
                    see(answer);
                }
            });
        }

        private void see(HttpResponse<String> answer) {
            try {
                JsonNode decision = json.readTree(answer.body());
                seen = decision.at("/release/id").asLong();
                if (decision.at("/release/hash").asText().isEmpty()) {
                    failures.add(answer.body());
                }
            } catch (IOException e) {
                failures.add(answer.body());
            }
        }

        @Override
        public void close() throws InterruptedException {
            clock.shutdown();
            clock.awaitTermination(10, TimeUnit.SECONDS);
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
        }

        void tell() {
            long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            say(
                    "%,d decisions asked at %d/s, %d failed: median %.1f ms, p99 %.1f ms, slowest %.1f ms",
                    sorted.length,
                    A_SECOND,
                    failures.size(),
                    sorted[sorted.length / 2] / 1e6,
                    sorted[sorted.length * 99 / 100] / 1e6,
                    Arrays.stream(sorted).max().orElse(0) / 1e6);
        }
    }

    /** In how many milliseconds after the call a caller first gets an answer of the new release. */
    private long changeTo(PackagedService service, Load load, long release, String step, String publisher)
            throws IOException, InterruptedException {
        long from = System.nanoTime();
        step(service, release, step, publisher);
        while (load.seen != release) {
            assertThat(System.nanoTime() - from).isLessThan(TimeUnit.SECONDS.toNanos(30));
            LockSupport.parkNanos(1_000_000);
        }
        long millis = (System.nanoTime() - from) / 1_000_000;
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_CHANGES_MS));
        return millis;
    }

    private void simulate(PackagedService service, long draft, String knownAt) throws IOException {
        long from = System.nanoTime();
        HttpResponse<String> asked = service.post(
                "/api/releases/" + draft + "/simulate",
                "application/json",
                json.writeValueAsString(Map.of(
                        "from",
                        today.minusDays(DAYS - 1).toString(),
                        "to",
                        today.toString(),
                        "knownAt",
                        knownAt,
                        "rolloutPercent",
                        100)));
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        JsonNode simulation = json.readTree(asked.body());
        String at = "/api/simulations/" + simulation.path("id").asText();
        while (!simulation.path("status").asText().equals("completed")) {
            simulation = json.readTree(service.get(at).body());
            assertThat(simulation.path("status").asText())
                    .as(simulation.toString())
                    .isIn("queued", "running", "completed");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        say(
                "simulation of %d days × %,d campaigns, beside the live release, known %-4s %7.1f s; %s",
                DAYS, CAMPAIGNS, knownAt, (System.nanoTime() - from) / 1e9, simulation.at("/report/release/sums"));
        assertThat(simulation.at("/report/differences").asLong()).isPositive();
    }

    /** Rows that came in as days passed, of campaigns whose budgets are known. */
    private static void asIfKnownDayByDay(Path folder) throws SQLException, IOException {
        String port = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"))
                .get(3);
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE campaign_performance SET known_from = (date + 1 + time '06:00') AT TIME ZONE 'UTC'");
            statement.execute("UPDATE campaigns SET daily_budget = 100");
            statement.execute("VACUUM ANALYZE");
        }
    }

    /** The live release with another threshold. */
    private long draft(PackagedService service, String threshold) throws IOException, InterruptedException {
        JsonNode draft = json.readTree(service.post(
                        "/api/releases",
                        "application/json",
                        "{\"from\":1,\"title\":\"Pause at CPL " + threshold + "\"}")
                .body());
        String path = "/api/releases/" + draft.path("id").asLong() + "/files/dmn/campaign-optimization.dmn";
        String changed = service.get(path)
                .body()
                .replaceFirst(
                        "(id=\"_proposals_high_cpl_pause_in2\">\\s*<text>)[^<]*",
                        "$1" + threshold.replace(">", "&gt;"));
        HttpRequest put = request(service, path, SignedIn.AUTHORIZATION)
                .header("If-Match", "*")
                .header("Content-Type", "text/plain; charset=UTF-8")
                .PUT(BodyPublishers.ofString(changed))
                .build();
        assertThat(http.send(put, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
        return draft.path("id").asLong();
    }

    private void step(PackagedService service, long release, String step, String authorization)
            throws IOException, InterruptedException {
        HttpRequest post = request(service, "/api/releases/" + release + "/" + step, authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        HttpResponse<String> answer = http.send(post, BodyHandlers.ofString());
        if (answer.statusCode() == 422 && step.equals("submit")) {
            List<String> names = new ArrayList<>();
            json.readTree(answer.body())
                    .path("errors")
                    .forEach(error -> names.add(error.path("pointer").asText()));
            answer = service.post(
                    "/api/releases/" + release + "/submit",
                    "application/json",
                    json.writeValueAsString(Map.of("acknowledge", names)));
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void decide(PackagedService service, int times) throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            assertThat(http.send(question(service), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    private static HttpRequest question(PackagedService service) {
        return request(service, "/api/decide/campaign", SignedIn.AUTHORIZATION)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                                {"campaign": {"platform": "meta", "accountId": "a1", "campaignId": "c1", "dailyBudget": 100, "startDate": "2026-01-01"},
                                 "windows": {"d7": {"spend": 480, "impressions": 48210, "clicks": 690, "conversions": 10, "revenue": 1000},
                                             "d14": {"impressions": 90000}}}"""))
                .build();
    }

    private static HttpRequest.Builder request(PackagedService service, String path, String authorization) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                .header("Authorization", authorization);
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format("[bench] " + format, values));
    }
}
