package dev.adjudge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.adjudge.platform.Sql;
import dev.adjudge.warehouse.Batches;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sources are pulled when it is time, and what was missed is made up for. */
@QuarkusTest
class ScheduledPullsTest {

    private static final String SOURCE = "google_ads";

    @Inject
    Pulls pulls;

    @Inject
    Batches batches;

    @Inject
    IngestSettings ingest;

    @Inject
    FirstStartSettings first;

    @Inject
    DataSource database;

    @Inject
    Clock clock;

    /** Yesterday is today here, so that what is really pulled now is later than any time of it. */
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC).minusDays(1);

    /** Other tests' pulls are hidden for a while, since all share one database. */
    @BeforeEach
    void begin() {
        await().atMost(Duration.ofSeconds(30)).until(() -> batches.running().isEmpty());
        change("UPDATE ingest_batches SET source = 'hidden:' || source WHERE format IN ('pull', 'metadata')");
    }

    @AfterEach
    void end() {
        await().atMost(Duration.ofSeconds(30)).until(() -> batches.running().isEmpty());
        change("UPDATE ingest_batches SET source = replace(source, 'hidden:', '')");
    }

    @Test
    void a_source_that_was_never_pulled_is_left_alone() {
        at(LocalTime.of(7, 0)).look();

        assertThat(pulled()).isEmpty();
    }

    @Test
    void once_a_day_and_not_before_its_time() {
        pulledAt(today.minusDays(1).atTime(6, 0).toInstant(ZoneOffset.UTC), "pull", "completed");
        pulledAt(today.atTime(5, 50).toInstant(ZoneOffset.UTC), "metadata", "completed");
        at(LocalTime.of(5, 59)).look();
        assertThat(pulled()).isEmpty();

        at(LocalTime.of(6, 1)).look();

        assertThat(pulled()).containsExactly(span(28));
        at(LocalTime.of(6, 11)).look();
        assertThat(pulled()).hasSize(1);
    }

    @Test
    void what_failed_is_tried_again() {
        pulledAt(today.minusDays(1).atTime(6, 0).toInstant(ZoneOffset.UTC), "pull", "completed");
        pulledAt(today.atTime(6, 0).toInstant(ZoneOffset.UTC), "pull", "failed");
        pulledAt(today.atTime(8, 50).toInstant(ZoneOffset.UTC), "metadata", "completed");

        at(LocalTime.of(9, 0)).look();

        assertThat(pulled()).containsExactly(span(28));
    }

    @Test
    void days_that_an_outage_left_out_are_pulled_too() {
        pulledAt(today.minusDays(40).atTime(6, 0).toInstant(ZoneOffset.UTC), "pull", "completed");

        at(LocalTime.of(6, 1)).look();

        assertThat(pulled()).containsExactly(span(28));
        madeUp();
    }

    /** With the corrections of the 28 days before the outage. */
    private void madeUp() {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            at(LocalTime.of(6, 20)).look();
            return pulled().size() > 2;
        });
        at(LocalTime.of(6, 20)).look();
        assertThat(pulled())
                .containsExactly(
                        span(28),
                        today.minusDays(67) + " to " + today.minusDays(40),
                        today.minusDays(39) + " to " + today.minusDays(29));
    }

    @Test
    void a_pull_of_some_days_is_not_the_days_pull() {
        pulledAt(today.minusDays(1).atTime(6, 0).toInstant(ZoneOffset.UTC), "pull", "completed");
        pulledAt(today.atTime(6, 30).toInstant(ZoneOffset.UTC), "metadata", "completed");
        pulledOneDay(today.atTime(6, 31).toInstant(ZoneOffset.UTC), today.minusDays(100));

        at(LocalTime.of(6, 40)).look();

        assertThat(pulled()).containsExactly(span(28));
    }

    @Test
    void nor_does_it_hide_what_an_outage_left_out() {
        pulledAt(today.minusDays(40).atTime(6, 0).toInstant(ZoneOffset.UTC), "pull", "completed");
        pulledOneDay(today.minusDays(3).atTime(6, 0).toInstant(ZoneOffset.UTC), today.minusDays(4));

        at(LocalTime.of(6, 1)).look();

        assertThat(pulled()).containsExactly(span(28));
        madeUp();
    }

    @Test
    void a_source_that_failed_when_it_was_pulled_first_is_pulled_again() {
        pulledAt(today.atTime(3, 0).toInstant(ZoneOffset.UTC), "pull", "failed");
        pulledAt(today.atTime(3, 10).toInstant(ZoneOffset.UTC), "metadata", "completed");

        at(LocalTime.of(3, 20)).look();

        assertThat(pulled()).containsExactly(span(60));
    }

    @Test
    void campaigns_are_not_forgotten_while_their_days_fail() {
        pulledAt(today.minusDays(1).atTime(6, 0).toInstant(ZoneOffset.UTC), "pull", "completed");
        pulledAt(today.atTime(7, 0).toInstant(ZoneOffset.UTC), "pull", "failed");

        at(LocalTime.of(7, 10)).look();
        assertThat(pulled()).containsExactly("campaigns");

        await().atMost(Duration.ofSeconds(10)).until(() -> {
            at(LocalTime.of(7, 20)).look(); // the lock may be given back a little later than the batch is over
            return pulled().size() > 1;
        });
        assertThat(pulled()).containsExactly("campaigns", span(28));
    }

    @Test
    void campaigns_alone_every_hour() {
        pulledAt(today.atTime(6, 0).toInstant(ZoneOffset.UTC), "pull", "completed");
        at(LocalTime.of(6, 59)).look();
        assertThat(pulled()).isEmpty();

        at(LocalTime.of(7, 1)).look();

        assertThat(pulled()).containsExactly("campaigns");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> batches.lastPulled(SOURCE, false).isPresent()
                        && batches.running().isEmpty());
        RestAssured.get("/api/ingest/batches?limit=1").then().statusCode(200);
    }

    private ScheduledPulls at(LocalTime time) {
        await().atMost(Duration.ofSeconds(30)).until(() -> batches.running().isEmpty());
        Instant now = today.atTime(time).toInstant(ZoneOffset.UTC);
        return new ScheduledPulls(pulls, batches, ingest, new SixOClock(), first, Clock.fixed(now, ZoneOffset.UTC));
    }

    private record SixOClock() implements PullSettings {
        @Override
        public String look() {
            return "off";
        }

        @Override
        public LocalTime at() {
            return LocalTime.of(6, 0);
        }

        @Override
        public Duration campaigns() {
            return Duration.ofHours(1);
        }
    }

    private String span(int days) {
        return today.minusDays(days) + " to " + today.minusDays(1);
    }

    /** What the service asked for, of this source, since the test began. */
    private List<String> pulled() {
        return Sql.using(
                database,
                "reading",
                sql -> sql.list(
                        "SELECT coalesce(e.body::jsonb #>> '{after,only}', (e.body::jsonb #>> '{after,from}') || ' to ' || (e.body::jsonb #>> '{after,to}'))"
                                + " FROM audit_entries e JOIN ingest_batches b ON e.subject = 'batch:' || b.id"
                                + " WHERE e.kind = 'pull.requested' AND e.actor = 'service' AND b.source = ? ORDER BY e.id",
                        row -> row.getString(1),
                        SOURCE));
    }

    /** The days that are pulled usually, where days are. */
    private void pulledAt(Instant at, String format, String status) {
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        boolean days = format.equals("pull");
        pulledAt(at, format, status, days ? day.minusDays(28) : null, days ? day.minusDays(1) : null);
    }

    private void pulledOneDay(Instant at, LocalDate day) {
        pulledAt(at, "pull", "completed", day, day);
    }

    private void pulledAt(Instant at, String format, String status, @Nullable LocalDate from, @Nullable LocalDate to) {
        change(
                "INSERT INTO ingest_batches (id, source, format, status, received_at, finished_at, from_date, to_date)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                UUID.randomUUID(),
                SOURCE,
                format,
                status,
                at,
                at,
                from,
                to);
    }

    private void change(String sql, @Nullable Object... values) {
        Sql.using(database, "preparing", statements -> statements.run(sql, values));
    }
}
