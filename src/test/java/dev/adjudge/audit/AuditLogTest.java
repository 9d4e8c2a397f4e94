package dev.adjudge.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Sql;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written down can be found, and can't be changed without showing. */
@QuarkusTest
class AuditLogTest {

    @Inject
    AuditLog log;

    @Inject
    DataSource database;

    @Inject
    ObjectMapper json;

    private final String subject = "test:" + UUID.randomUUID();

    @Test
    void a_switch_that_is_turned_leaves_who_what_before_after_why_whence_and_trace() throws Exception {
        String account = UUID.randomUUID().toString();
        String scope = "account:meta:" + account;
        sql("INSERT INTO campaigns (platform, campaign_id, account_id, name, currency) VALUES ('meta', 'of-" + account
                + "', '" + account + "', 'a campaign', 'USD')");
        given().contentType("application/json")
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .body("{\"on\":true,\"reason\":\"tracking \\u2013 broken\"}")
                .put("/api/switches/" + scope)
                .then()
                .statusCode(200);
        given().contentType("application/json")
                .body("{\"on\":false}")
                .put("/api/switches/" + scope)
                .then()
                .statusCode(200);

        JsonNode items = list("subject=switch:" + scope);

        assertThat(items).hasSize(2);
        assertThat(items.at("/0/entry/kind").asText()).isEqualTo("switch.off");
        assertThat(items.at("/0/entry/before/on").asBoolean()).isTrue();
        assertThat(items.at("/0/entry/after/on").asBoolean()).isFalse();
        JsonNode on = items.at("/1/entry");
        assertThat(on.path("actor").asText()).isEqualTo("key:bootstrap");
        assertThat(on.path("kind").asText()).isEqualTo("switch.on");
        assertThat(on.path("reason").asText()).isEqualTo("tracking – broken");
        assertThat(on.path("origin").asText()).isEqualTo("127.0.0.1");
        assertThat(on.path("trace").asText()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void the_release_that_went_live_is_written_down() throws Exception {
        JsonNode items = list("kind=release.live&from=2020-01-01");

        assertThat(items).isNotEmpty();
        assertThat(items.at("/0/entry/actor").asText()).isEqualTo("service");
        assertThat(items.at("/0/entry/after/hash").asText()).startsWith("sha256:");
    }

    @Test
    void is_searched_by_each_field_and_pages() throws Exception {
        for (int i = 0; i < 3; i++) {
            log.add(Happening.of(new Caller("tester-" + subject, null, null), "test.done", subject, null, i, null));
        }

        assertThat(list("subject=" + subject)).hasSize(3);
        assertThat(list("actor=tester-" + subject)).hasSize(3);
        assertThat(list("subject=" + subject + "&kind=test.other")).isEmpty();
        log.add(Happening.of(
                new Caller("tester", "198.51.100.7", "trace-" + subject),
                "test.done",
                subject + "-b",
                null,
                null,
                null));
        assertThat(list("origin=198.51.100.7&subject=" + subject + "-b")).hasSize(1);
        assertThat(list("origin=198.51.100.8&subject=" + subject + "-b")).isEmpty();
        assertThat(list("trace=trace-" + subject)).hasSize(1);
        assertThat(list("subject=" + subject + "&to=2020-01-02&from=2020-01-01"))
                .isEmpty();
        JsonNode first = json.readTree(
                given().get("/api/audit?limit=2&subject=" + subject).asString());
        assertThat(first.at("/items/0/entry/after").asInt()).isEqualTo(2);
        JsonNode next = json.readTree(given().get("/api/audit?limit=2&subject=" + subject + "&after="
                        + first.path("nextCursor").asText())
                .asString());
        assertThat(next.path("items")).hasSize(1);
        assertThat(next.path("nextCursor").isNull()).isTrue();
        assertThat(given().get("/api/audit?after=x").statusCode()).isEqualTo(422);
    }

    @Test
    void many_at_once_are_written_in_their_order_and_hold() throws Exception {
        log.add(IntStream.range(0, 50)
                .mapToObj(i -> Happening.of(Caller.SERVICE, "test.done", subject, null, i, null))
                .toList());

        JsonNode items = list("limit=100&subject=" + subject);
        assertThat(items).hasSize(50);
        assertThat(items.at("/0/entry/after").asInt()).isEqualTo(49);
        assertThat(items.at("/49/entry/after").asInt()).isZero();
        assertThat(log.verify().intact()).isTrue();
    }

    @Test
    void what_is_rolled_back_was_never_written_down() {
        assertThatThrownBy(() -> Sql.change(database, connection -> {
                    log.add(connection, Happening.of(Caller.SERVICE, "test.done", subject, null, null, null));
                    throw new java.io.IOException("no");
                }))
                .isInstanceOf(java.io.UncheckedIOException.class);

        assertThat(log.verify().intact()).isTrue();
        assertThat(log.latest("test.done", subject)).isEmpty();
    }

    @Test
    void many_who_write_at_once_make_one_chain() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                work.add(() -> {
                    log.add(Happening.of(Caller.SERVICE, "test.done", subject, null, null, null));
                    return true;
                });
            }
            for (Future<Boolean> each : threads.invokeAll(work)) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(log.verify().intact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_entries SET body = body",
                "DELETE FROM audit_entries",
                "TRUNCATE audit_entries",
                "DO $$ BEGIN EXECUTE 'DELETE FROM audit_entries_' || to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM'); END $$",
                "DO $$ BEGIN EXECUTE 'TRUNCATE audit_entries_' || to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM'); END $$"
            })
    void the_database_refuses_to_change_it(String statement) {
        log.add(Happening.of(Caller.SERVICE, "test.done", subject, null, null, null));

        assertThatThrownBy(() -> sql(statement)).rootCause().hasMessageContaining("append-only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_entries SET body = replace(body, 'test.done', 'test.gone') WHERE id = %d",
                "UPDATE audit_entries SET at = at + interval '1 microsecond' WHERE id = %d",
                "UPDATE audit_entries SET body = replace(body, 'test.done', 'test.gone'), hash = audit_hash(previous_hash, id, at, replace(body, 'test.done', 'test.gone')) WHERE id = %d",
                "DELETE FROM audit_entries WHERE id = %d"
            })
    void names_the_entry_that_somebody_with_all_rights_tampered_with(String statement) {
        for (int i = 0; i < 3; i++) {
            log.add(Happening.of(Caller.SERVICE, "test.done", subject, null, i, null));
        }
        long middle = log.latest("test.done", subject).orElseThrow().id() - 1;
        sql("CREATE TABLE kept AS SELECT id, at, body, previous_hash, hash FROM audit_entries WHERE id = " + middle);
        try {
            sql("SET session_replication_role = replica; " + statement.formatted(middle)
                    + "; RESET session_replication_role");

            AuditLog.Verification verification = log.verify();

            assertThat(verification.intact()).isFalse();
            assertThat(verification.firstBroken())
                    .satisfies(broken -> assertThat(broken.id()).isBetween(middle, middle + 1));
        } finally {
            sql("SET session_replication_role = replica; DELETE FROM audit_entries WHERE id = " + middle
                    + "; INSERT INTO audit_entries (id, at, body, previous_hash, hash) SELECT * FROM kept; DROP TABLE kept;"
                    + " RESET session_replication_role");
        }
        assertThat(log.verify().intact()).isTrue();
        assertThat(given().get("/api/audit/verify").jsonPath().getBoolean("intact"))
                .isTrue();
    }

    @Test
    void an_end_that_was_cut_off_shows() {
        log.add(Happening.of(Caller.SERVICE, "test.done", subject, null, null, null));
        long last = log.latest("test.done", subject).orElseThrow().id();
        sql("CREATE TABLE kept AS SELECT id, at, body, previous_hash, hash FROM audit_entries WHERE id = " + last);
        try {
            sql("SET session_replication_role = replica; DELETE FROM audit_entries WHERE id = " + last
                    + "; RESET session_replication_role");

            assertThat(log.verify().firstBroken())
                    .satisfies(broken -> assertThat(broken.id()).isEqualTo(last));
        } finally {
            sql("INSERT INTO audit_entries (id, at, body, previous_hash, hash) SELECT * FROM kept; DROP TABLE kept");
        }
    }

    @Test
    void a_run_and_a_pull_that_somebody_asks_for_are_written_down_with_their_address() throws Exception {
        String run = given().contentType("application/json")
                .body("{\"dryRun\":true,\"platforms\":[\"none-such\"]}")
                .post("/api/runs")
                .path("id");
        JsonNode asked = list("subject=run:" + run + "&kind=run.requested").at("/0/entry");
        assertThat(asked.path("origin").asText()).isEqualTo("127.0.0.1");
        assertThat(asked.at("/after/dryRun").asBoolean()).isTrue();
        assertThat(asked.at("/after/platforms/0").asText()).isEqualTo("none-such");
        assertThat(asked.path("actor").asText()).startsWith("key:");

        String batch =
                given().post("/api/ingest/meta?from=2026-01-01&to=2026-01-01").path("id");
        assertThat(list("subject=batch:" + batch + "&kind=pull.requested")
                        .at("/0/entry/after/source")
                        .asText())
                .isEqualTo("meta");
    }

    @Test
    void an_export_is_verified_without_the_database(@TempDir Path folder) throws Exception {
        log.add(Happening.of(Caller.SERVICE, "test.done", subject, "naïve", "日本", "a\nb"));
        String export =
                given().accept("application/x-ndjson").get("/api/audit").body().asString();
        Path file = folder.resolve("audit.ndjson");

        assertThat(verdict(file, export)).startsWith("intact: ");
        assertThat(verdict(file, export.replace("日本", "日光"))).contains("is not what was written");
        List<String> lines = new ArrayList<>(export.lines().toList());
        lines.remove(lines.size() - 2);
        assertThat(verdict(file, String.join("\n", lines))).contains("is missing");
        assertThat(list("kind=audit.exported")).isNotEmpty();
    }

    private static String verdict(Path file, String export) throws Exception {
        Files.write(file, export.getBytes(StandardCharsets.UTF_8));
        return ExportVerifier.verify(file);
    }

    private JsonNode list(String query) throws Exception {
        return json.readTree(given().urlEncodingEnabled(false)
                        .get("/api/audit?" + query)
                        .asString())
                .path("items");
    }

    private void sql(String statement) {
        Sql.change(database, connection -> {
            try (var change = connection.createStatement()) {
                change.execute(statement);
            }
        });
    }
}
