package dev.adjudge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.fact.FirstFillCompleted;
import dev.adjudge.platform.OneReplica;
import dev.adjudge.platform.Sql;
import dev.adjudge.warehouse.FillProgress;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first fill as the next start of the service finds it. */
@QuarkusTest
class FirstFillTest {

    @Inject
    Pulls pulls;

    @Inject
    FillProgress progress;

    @Inject
    OneReplica replicas;

    @Inject
    FirstStartSettings settings;

    @Inject
    ExecutorService threads;

    @Inject
    Clock clock;

    @Inject
    DataSource database;

    private final News news = new News();
    private Instant begun = Instant.EPOCH;
    private FirstFill fill;

    @BeforeEach
    void aServiceThatStartsAgain() {
        begun = clock.instant().truncatedTo(ChronoUnit.MICROS);
        fill = new FirstFill(pulls, progress, replicas, settings, news, threads, clock);
        forget();
        pullOf("meta");
    }

    @AfterEach
    void forget() {
        change("DELETE FROM first_fill");
    }

    @Test
    void pulls_what_an_interrupted_fill_had_not_pulled_and_tells_it_once() {
        change("INSERT INTO first_fill (begun_at) VALUES ('" + begun + "')");

        fill.fill();
        fill.fill();

        assertThat(pulled()).containsExactlyInAnyOrder("google_ads", "klaviyo", "meta");
        assertThat(news.told).hasSize(1);
        assertThat(news.told.get(0).rows()).isPositive();
    }

    @Test
    void tells_it_again_when_the_service_ended_before_all_had_heard() {
        change("INSERT INTO first_fill (begun_at) VALUES ('" + begun + "')");
        news.endsTheService = true;
        fill.fill();
        List<String> before = pulled();

        news.endsTheService = false;
        fill.fill();

        assertThat(news.told).hasSize(1);
        assertThat(pulled()).isEqualTo(before);
    }

    @Test
    void leaves_a_database_alone_that_was_filled_otherwise() {
        fill.fill();

        assertThat(pulled()).containsExactly("meta");
        assertThat(news.told).isEmpty();
    }

    private void pullOf(String platform) {
        FactSource source = pulls.all().stream()
                .filter(one -> one.platform().equals(platform))
                .findFirst()
                .orElseThrow();
        LocalDate yesterday =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        assertThat(pulls.now(source, yesterday, yesterday)).isPresent();
    }

    /** The sources of the pulls that were completed since, each as often as it was pulled. */
    private List<String> pulled() {
        return Sql.inTransaction(database, connection -> {
            List<String> sources = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT source FROM ingest_batches WHERE status = 'completed' AND format = 'pull' AND received_at >= ?")) {
                select.setObject(1, begun.atOffset(ZoneOffset.UTC));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        sources.add(row.getString(1));
                    }
                }
            }
            return sources;
        });
    }

    private void change(String statement) {
        Sql.change(database, connection -> {
            try (PreparedStatement update = connection.prepareStatement(statement)) {
                update.executeUpdate();
            }
        });
    }

    /** Keeps what is told. */
    private static final class News implements Event<FirstFillCompleted> {

        private final List<FirstFillCompleted> told = new ArrayList<>();
        private boolean endsTheService;

        @Override
        public void fire(FirstFillCompleted event) {
            if (endsTheService) {
                throw new IllegalStateException("The service ends");
            }
            told.add(event);
        }

        @Override
        public <U extends FirstFillCompleted> CompletionStage<U> fireAsync(U event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends FirstFillCompleted> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Event<FirstFillCompleted> select(Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends FirstFillCompleted> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends FirstFillCompleted> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }
    }
}
