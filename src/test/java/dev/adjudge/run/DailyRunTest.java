package dev.adjudge.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.platform.Sql;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rule that wants the same of a campaign morning after morning, against a cooldown of 24 hours. */
@QuarkusTest
class DailyRunTest {

    @Inject
    Runs runs;

    @Inject
    RunQueue queue;

    @Inject
    RunWait wait;

    @Inject
    DataSource database;

    @Inject
    Clock clock;

    private final String account = "daily-" + UUID.randomUUID();

    /** Its click-through rate fell to 45 % of the week before, which the rule CTR Fatigue Alert tells. */
    @BeforeEach
    void aTiredCampaign() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        StringBuilder rows = new StringBuilder();
        for (int age = 1; age <= 20; age++) {
            rows.append("""
                    {"date":"%s","platform":"meta","accountId":"%s","campaignId":"c-%s","currency":"USD","spend":60,"impressions":5000,"clicks":%d,"conversions":3,"revenue":150}
                    """.formatted(today.minusDays(age), account, account, age <= 7 ? 90 : 200));
        }
        given().contentType("application/x-ndjson")
                .body(rows.toString().getBytes(StandardCharsets.UTF_8))
                .post("/api/performance?source=daily-run-test")
                .then()
                .statusCode(200);
    }

    @Test
    void acts_on_two_consecutive_mornings_though_the_first_run_started_later_after_the_hour() {
        Instant eight = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Duration delay = Duration.ofSeconds(20);
        Run first = run(eight.minus(delay));

        itWas(first, Duration.ofHours(24).minus(delay));
        Run second = run(eight);

        assertThat(first.counts().allowed()).as(first.toString()).isEqualTo(1);
        assertThat(second.counts().allowed()).as(second.toString()).isEqualTo(1);
    }

    @Test
    void a_run_half_an_hour_after_another_finds_the_rule_cooled_down() {
        Instant eight = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Run first = run(eight);

        itWas(first, Duration.ofMinutes(30));
        Run second = run(eight);

        assertThat(first.counts().allowed()).isEqualTo(1);
        assertThat(second.counts().allowed()).isZero();
        assertThat(second.counts().suppressed()).isEqualTo(1);
    }

    @Test
    void a_run_that_is_hours_late_counts_from_its_start() {
        Run late = run(clock.instant().minus(Duration.ofHours(3)));

        assertThat(Instant.parse(late.facts().path("moment").asText()))
                .isEqualTo(late.facts().path("knownAt").asText());
    }

    private Run run(Instant moment) {
        RunRequest ofAccount = new RunRequest(null, null, null, List.of(account), null);
        UUID run = runs.addScheduled(ofAccount, moment).id();
        queue.nudge();
        return wait.until(run, Duration.ofSeconds(60));
    }

    /** As if the run had been that long ago. */
    private void itWas(Run run, Duration ago) {
        change(
                "UPDATE runs SET known_at = known_at - ?::interval, moment = moment - ?::interval WHERE id = ?",
                ago.toString(),
                ago.toString(),
                run.id());
        change(
                "UPDATE optimization_actions SET created_at = created_at - ?::interval WHERE run_id = ?",
                ago.toString(),
                run.id());
    }

    private void change(String statement, Object... values) {
        Sql.change(database, connection -> {
            try (PreparedStatement update = connection.prepareStatement(statement)) {
                for (int i = 0; i < values.length; i++) {
                    update.setObject(i + 1, values[i]);
                }
                update.executeUpdate();
            }
        });
    }
}
