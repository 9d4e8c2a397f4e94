package dev.adjudge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several replicas on one database, each killed at random, while the platforms fail three calls in ten in all their ways: every action ends
 * done, or with a reason why not, and happens once; so does every pause that ends by itself. {@code mvn verify -Pchaos} does it at size; prints what happened.
 */
class ChaosIT {

    private static final int ACTIONS = Integer.getInteger("chaos.actions", 60);
    private static final int REPLICAS = Integer.getInteger("chaos.replicas", 2);
    private static final Duration LONGEST = Duration.ofMinutes(25);
    private static final String OPEN = "status IN ('ready', 'approved', 'executing')";

    private final SplittableRandom chance = new SplittableRandom(20_261);
    private final List<PackagedService> replicas = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void every_action_ends_and_happens_once() throws Exception {
        String copies = "-Dadjudge.sandbox.copies=" + (1 + ACTIONS / 15);
        try (PackagedService calm = platforms(copies)) {
            for (String source : List.of("meta", "google_ads")) {
                HttpResponse<String> pulled = calm.post("/api/ingest/" + source, "application/json", "");
                assertThat(pulled.statusCode()).as(pulled.body()).isEqualTo(202);
            }
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> count("SELECT count(*) FROM ingest_batches WHERE status = 'completed'") == 2);
            change(ACTIONS_OF_A_RUN.formatted(ACTIONS));
            assertThat(count("SELECT count(*) FROM optimization_actions WHERE " + OPEN))
                    .isEqualTo(ACTIONS);
        }

        long from = System.nanoTime();
        int kills = 0;
        try (PackagedService failing =
                platforms(copies, "-Dadjudge.sandbox.faults.share=0.3", "-Dadjudge.sandbox.faults.slowness=2s")) {
            for (int i = 0; i < REPLICAS; i++) {
                replicas.add(replica(failing));
            }
            while (count("SELECT count(*) FROM optimization_actions WHERE " + OPEN) > 0
                    || count("SELECT count(*) FROM action_returns WHERE status IN ('open', 'returning')") > 0) {
                assertThat(System.nanoTime() - from).as("too long").isLessThan(LONGEST.toNanos());
                LockSupport.parkNanos(
                        Duration.ofMillis(chance.nextLong(6_000, 12_000)).toNanos());
                int one = chance.nextInt(REPLICAS);
                replicas.get(one).kill();
                replicas.set(one, replica(failing));
                kills++;
            }
        } finally {
            replicas.forEach(PackagedService::kill);
        }
        tell(kills, (System.nanoTime() - from) / 1_000_000_000);
    }

    private void tell(int kills, long seconds) throws SQLException, IOException {
        try (PackagedService after = platforms("-Dadjudge.sandbox.copies=" + (1 + ACTIONS / 15))) {
            String ends = text(
                    "SELECT string_agg(n || ' ' || status || ' (' || result || ')', ', ') FROM (SELECT status,"
                            + " outcome ->> 'result' AS result, count(*) AS n FROM optimization_actions GROUP BY 1, 2 ORDER BY 3 DESC) ends");
            System.out.printf(
                    "[chaos] %d actions, %d replicas killed %d times in %d s, 30 %% of calls failing: %s; the platforms were asked for %d"
                            + " changes, %d had an effect%n",
                    ACTIONS,
                    REPLICAS,
                    kills,
                    seconds,
                    ends,
                    count("SELECT count(*) FROM sandbox.writes"),
                    count("SELECT count(*) FROM sandbox.writes WHERE changed"));

            assertThat(
                            count(
                                    "SELECT count(*) FROM optimization_actions WHERE status NOT IN ('done', 'undone', 'failed', 'dead')"))
                    .isZero();
            assertThat(count("SELECT count(*) FROM optimization_actions WHERE coalesce(outcome ->> 'detail', '') = ''"))
                    .as("actions that ended without a reason")
                    .isZero();
            assertThat(count(
                            "SELECT count(*) FROM (SELECT FROM sandbox.writes w WHERE changed GROUP BY platform, campaign_id HAVING"
                                    + " count(*) > (SELECT count(*) FROM optimization_actions a WHERE a.platform = w.platform"
                                    + " AND a.campaign_id = w.campaign_id)) twice"))
                    .as("campaigns changed more often than there were actions on them")
                    .isZero();
            assertThat(
                            count(
                                    "SELECT count(*) FROM optimization_actions a WHERE status = 'done' AND NOT EXISTS (SELECT FROM"
                                            + " sandbox.writes w WHERE w.changed AND w.platform = a.platform AND w.campaign_id = a.campaign_id)"))
                    .as("done, and nothing happened")
                    .isZero();
            assertThat(count("SELECT count(*) FROM optimization_actions WHERE status IN ('done', 'undone')"))
                    .isGreaterThan(ACTIONS / 2);
            assertThat(count("SELECT count(*) FROM action_returns WHERE status = 'returned'"))
                    .as("pauses that ended by themselves")
                    .isPositive();
            assertThat(count("SELECT count(*) FROM action_returns t JOIN campaigns c USING (platform, campaign_id)"
                            + " WHERE t.status = 'returned' AND c.status <> 'active'"))
                    .as("returned, and paused all the same")
                    .isZero();
            assertThat(after.get("/api/audit/verify").body()).contains("\"intact\":true");
        }
    }

    /** The outside world with its database, which nobody kills. */
    private PackagedService platforms(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-Dadjudge.first-start.fill=false");
        all.add("-Dadjudge.act.poll=off");
        all.add("-Dadjudge.act.returns=off");
        return PackagedService.start(folder, all.toArray(String[]::new));
    }

    private PackagedService replica(PackagedService platforms) throws IOException {
        String sandbox = "http://127.0.0.1:" + platforms.port() + "/sandbox/";
        return PackagedService.launch(
                folder,
                "-Dquarkus.datasource.jdbc.url=" + url(),
                "-Dquarkus.datasource.username=postgres",
                "-Dquarkus.datasource.password=postgres",
                "-Dadjudge.vault.key-set-file=" + folder.resolve("key-set.json"),
                "-Dadjudge.first-start.fill=false",
                "-Dadjudge.connector.meta.url=" + sandbox + "meta",
                "-Dadjudge.connector.google-ads.url=" + sandbox + "googleads",
                "-Dadjudge.calls.meta.most=1000000", // faults are what is tried, not how long an hour is
                "-Dadjudge.act.poll=500ms",
                "-Dadjudge.act.returns=1s",
                "-Dadjudge.act.lease=10s",
                "-Dadjudge.act.first-retry=300ms",
                "-Dadjudge.act.longest-retry=3s",
                "-Dadjudge.act.attempts=10",
                "-Ddev.adjudge.connector.meta.MetaGraph/CircuitBreaker/delay=2",
                "-Ddev.adjudge.connector.google.GoogleAds/CircuitBreaker/delay=2");
    }

    /** One action for each campaign: every other one is paused, half of those for a minute; the others get a tenth more. */
    private static final String ACTIONS_OF_A_RUN = """
            WITH run AS (INSERT INTO runs (id, status, trigger, as_of, dry_run, created_at)
                VALUES (gen_random_uuid(), 'completed', 'requested', current_date, false, now()) RETURNING id),
            chosen AS (SELECT c.*, row_number() OVER (ORDER BY md5(campaign_id)) AS n FROM campaigns c
                WHERE status = 'active' AND daily_budget IS NOT NULL ORDER BY n LIMIT %d),
            decided AS (INSERT INTO decisions (id, run_id, subject_kind, platform, account_id, subject_id, release_id, facts, verdicts, created_at)
                SELECT gen_random_uuid(), run.id, 'campaign', platform, account_id, campaign_id,
                    (SELECT id FROM releases WHERE state = 'live'), '{}', '[]', now() FROM chosen, run
                RETURNING id, run_id, platform, subject_id)
            INSERT INTO optimization_actions (id, subject_id, platform, account_id, rule_id, decision_id, run_id, action_type,
                action_details, reason, performance_snapshot, service_time_met, status, next_attempt_at, created_at)
            SELECT gen_random_uuid(), c.campaign_id, c.platform, c.account_id,
                (SELECT id FROM optimization_rules WHERE rule_name = 'High CPL Pause'), d.id, d.run_id,
                CASE WHEN n %% 2 = 0 THEN 'pause' ELSE 'change_budget' END,
                CASE WHEN n %% 4 = 0 THEN '{"before": "active", "after": "paused", "until": {"after": "PT1M"}}'::jsonb
                    WHEN n %% 2 = 0 THEN '{"before": "active", "after": "paused"}'::jsonb
                    ELSE jsonb_build_object('before', daily_budget, 'after', round(daily_budget * 1.1), 'currency', currency) END,
                'chaos', '{}', true, 'ready', now(), now()
            FROM chosen c JOIN decided d ON d.platform = c.platform AND d.subject_id = c.campaign_id
            """;

    private String url() throws IOException {
        return "jdbc:postgresql://127.0.0.1:"
                + Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"))
                        .get(3) + "/postgres";
    }

    private Connection connection() throws SQLException, IOException {
        return DriverManager.getConnection(url(), "postgres", "postgres");
    }

    private void change(String sql) throws SQLException, IOException {
        try (Connection c = connection();
                Statement s = c.createStatement()) {
            s.execute(sql);
        }
    }

    private long count(String sql) throws SQLException, IOException {
        return Long.parseLong(text(sql));
    }

    private String text(String sql) throws SQLException, IOException {
        try (Connection c = connection();
                Statement s = c.createStatement();
                ResultSet row = s.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
