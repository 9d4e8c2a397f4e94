package dev.adjudge.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.FreshDatabase;
import dev.adjudge.platform.Sql;
import dev.adjudge.platform.vault.Person;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Old months go when they were sealed and kept long enough, and what remains still verifies. */
@QuarkusTest
class AuditRetentionTest {

    private static final int MONTHS = 8;
    private static final int ENTRIES_A_MONTH = 3;

    @Inject
    ObjectMapper json;

    @Inject
    PersonalTexts texts;

    private final Clock clock = Clock.systemUTC();
    private final YearMonth present = YearMonth.now(ZoneOffset.UTC);
    private final YearMonth oldest = present.minusMonths(MONTHS);
    private FreshDatabase database;
    private AuditLog log;

    /** Three entries a month, from eight months ago to last month. The fourth month is silent. */
    @BeforeEach
    void eight_months_were_written() {
        database = new FreshDatabase();
        log = new AuditLog(database.source(), json, clock, texts);
        for (YearMonth month = oldest; month.isBefore(present); month = month.plusMonths(1)) {
            if (month.equals(oldest.plusMonths(3))) {
                database.run("SELECT audit_open_month('" + month + "-15T12:00Z')");
                continue;
            }
            for (int i = 0; i < ENTRIES_A_MONTH; i++) {
                database.run("SELECT audit_append('" + month + "-1" + i + "T12:00Z', "
                        + "'{\"actor\":\"tester\",\"kind\":\"test.done\",\"subject\":\"" + month + "\"}')");
            }
        }
    }

    @AfterEach
    void and_the_database_goes() {
        database.close();
    }

    @Test
    void months_older_than_90_days_go_and_the_rest_still_verifies() {
        retention(90).keepInShape();

        YearMonth first = firstKept(90);
        assertThat(months()).startsWith(first).endsWith(present, present.plusMonths(1));
        assertThat(sealed()).startsWith(oldest).endsWith(present.minusMonths(1)).hasSize(MONTHS);
        AuditLog.Verification verification = log.verify();
        assertThat(verification).extracting(AuditLog.Verification::intact).isEqualTo(true);
        assertThat(verification.dropped())
                .isEqualTo(first("SELECT last_id FROM audit_seals WHERE month < '" + first
                        + "-01' ORDER BY month DESC LIMIT 1"));
        assertThat(verification.dropped()).isGreaterThanOrEqualTo(3L * ENTRIES_A_MONTH);
    }

    @Test
    void each_seal_and_each_drop_leaves_an_entry() {
        retention(90).keepInShape();

        YearMonth last = firstKept(90).minusMonths(1);
        assertThat(first("SELECT count(*) FROM audit_entries WHERE kind = 'audit.sealed'"))
                .isEqualTo(MONTHS);
        assertThat(log.latest("audit.dropped", "audit:" + last)).hasValueSatisfying(entry -> assertThat(entry.body())
                .contains("\"keptDays\":90")
                .contains("\"last\":")
                .contains("\"seal\":"));
    }

    @Test
    void texts_of_persons_go_with_the_entries_that_hold_their_hash() {
        log.add(Happening.of(
                Caller.SERVICE,
                "test.done",
                "young",
                null,
                new PersonalText(new Person("facebook", "1"), "hello"),
                null));
        database.run("INSERT INTO audit_texts SELECT 'sha256:' || repeat('0', 64), person, sealed, '" + oldest
                + "-15T12:00Z' FROM audit_texts");

        retention(90).keepInShape();

        assertThat(first("SELECT count(*) FROM audit_texts")).isEqualTo(1);
        assertThat(first("SELECT count(*) FROM audit_texts WHERE written_at > now() - interval '1 day'"))
                .isEqualTo(1);
    }

    @Test
    void going_over_it_again_changes_nothing() {
        retention(90).keepInShape();
        long entries = log.verify().entries();

        retention(90).keepInShape();

        assertThat(log.verify().entries()).isEqualTo(entries);
    }

    @Test
    void a_longer_time_keeps_more_and_is_told() {
        retention(150).keepInShape();

        assertThat(months()).startsWith(firstKept(150));
        assertThat(log.latest("audit.kept", "audit"))
                .hasValueSatisfying(entry -> assertThat(entry.body()).contains("\"days\":90", "\"days\":150"));
        assertThat(log.verify().intact()).isTrue();
    }

    @Test
    void nobody_keeps_it_for_less_than_30_days() {
        assertThatThrownBy(() -> database.run("SELECT audit_keep('29 days')")).hasMessageContaining("audit_retention");
        assertThatThrownBy(() -> retention(29).checkSettings(new io.quarkus.runtime.StartupEvent()))
                .hasMessageContaining("adjudge.audit.keep is PT696H")
                .hasMessageContaining("at least 30");
    }

    @Test
    void a_month_that_is_not_sealed_is_not_dropped() {
        assertThatThrownBy(() -> database.run("SELECT audit_drop('" + oldest + "-01')"))
                .hasMessageContaining("is not sealed");
        assertThat(months()).startsWith(oldest);
    }

    @Test
    void a_sealed_month_that_is_not_old_enough_is_not_dropped() {
        retention(90).keepInShape();
        YearMonth young = firstKept(90);

        assertThatThrownBy(() -> database.run("SELECT audit_drop('" + young + "-01')"))
                .hasMessageContaining("is kept until");
        assertThat(months()).startsWith(young);
    }

    @Test
    void a_month_that_is_not_over_is_not_sealed() {
        retention(90).keepInShape();

        assertThat(sealed()).doesNotContain(present);
        assertThat(first("SELECT count(*) FROM (SELECT audit_seal() AS month) s WHERE month IS NOT NULL"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE audit_entries_%s",
                "DROP TABLE audit_entries CASCADE",
                "DROP TABLE audit_seals CASCADE",
                "DROP TRIGGER append_only ON audit_entries",
                "DROP FUNCTION audit_refuse CASCADE",
                "ALTER TABLE audit_entries DETACH PARTITION audit_entries_%s",
                "ALTER TABLE audit_entries DISABLE TRIGGER append_only",
                "ALTER TABLE audit_entries_%s RENAME TO gone",
                "ALTER TABLE audit_entries RENAME TO gone",
                "DELETE FROM audit_seals",
                "TRUNCATE audit_seals",
                "UPDATE audit_seals SET last_id = last_id"
            })
    void the_database_refuses_every_other_way_to_get_rid_of_entries(String statement) {
        retention(90).keepInShape();
        String young = firstKept(90).toString().replace('-', '_');

        assertThatThrownBy(() -> database.run(statement.formatted(young))).hasMessageContaining("append-only");
        assertThat(log.verify().intact()).isTrue();
    }

    @Test
    void a_month_that_was_tampered_with_is_neither_sealed_nor_dropped() {
        database.tamper("UPDATE audit_entries SET body = replace(body, 'tester', 'nobody') WHERE id = 2");

        assertThatThrownBy(() -> retention(90).keepInShape())
                .hasMessageContaining("can't be sealed: of entry 2, it is not what was written");
        assertThat(months()).startsWith(oldest);
    }

    @Test
    void a_month_that_was_tampered_with_after_its_seal_is_not_dropped() {
        database.run("SELECT audit_seal()");
        database.tamper("UPDATE audit_entries SET body = replace(body, 'tester', 'nobody') WHERE id = 2");

        assertThatThrownBy(() -> database.run("SELECT audit_drop('" + oldest + "-01')"))
                .hasMessageContaining("can't be dropped: of entry 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_seals SET last_hash = sha256('x') WHERE month = %s",
                "UPDATE audit_seals SET sealed_at = sealed_at - interval '1 day' WHERE month = %s",
                "UPDATE audit_seals s SET sealed_at = sealed_at - interval '1 day' WHERE month = %1$s; UPDATE audit_seals s SET hash = audit_seal_hash(s) WHERE month = %1$s",
                "DELETE FROM audit_seals WHERE month = %s",
                "DELETE FROM audit_seals WHERE month >= %s"
            })
    void a_seal_that_was_tampered_with_is_found(String tampering) {
        retention(90).keepInShape();

        for (String month : List.of(
                "(SELECT min(month) FROM audit_seals)",
                "'" + firstKept(90).minusMonths(1) + "-01'",
                "(SELECT max(month) FROM audit_seals)")) {
            database.run("CREATE TABLE kept AS SELECT * FROM audit_seals");
            database.tamper(tampering.formatted(month));

            assertThat(log.verify()).as(month).satisfies(found -> {
                assertThat(found.intact()).isFalse();
                assertThat(found.firstBroken()).isNotNull();
            });

            database.tamper("DELETE FROM audit_seals; INSERT INTO audit_seals SELECT * FROM kept; DROP TABLE kept");
            assertThat(log.verify().intact()).isTrue();
        }
    }

    @Test
    void a_log_rewritten_from_a_sealed_month_on_is_found() {
        retention(90).keepInShape();
        long begin = log.verify().dropped() + 1;
        database.tamper("""
                DO $$ DECLARE e record; before bytea;
                BEGIN
                    FOR e IN SELECT * FROM audit_entries WHERE id >= %d ORDER BY id LOOP
                        before := coalesce(before, e.previous_hash);
                        UPDATE audit_entries SET body = replace(body, 'tester', 'nobody'), previous_hash = before,
                            hash = audit_hash(before, id, at, replace(body, 'tester', 'nobody')) WHERE id = e.id RETURNING hash INTO before;
                    END LOOP;
                    UPDATE audit_chain SET last_hash = before;
                END $$""".formatted(begin));

        assertThat(log.verify().firstBroken())
                .satisfies(broken -> assertThat(broken.why()).contains("it is not what was sealed as the last of"));
    }

    @Test
    void a_month_that_somebody_with_all_rights_dropped_is_found() {
        retention(90).keepInShape();
        database.tamper("DROP TABLE audit_entries_" + firstKept(90).toString().replace('-', '_'));

        assertThat(log.verify().firstBroken())
                .satisfies(broken -> assertThat(broken.why()).contains("the log does not say that they were dropped"));
    }

    @Test
    void an_export_that_begins_after_a_seal_is_verified_without_the_database(@TempDir Path folder) throws Exception {
        retention(90).keepInShape();
        List<String> lines = new ArrayList<>();
        log.each(entry -> lines.add(json.writeValueAsString(entry)));
        Path file = folder.resolve("audit.ndjson");

        assertThat(verdict(file, lines)).startsWith("intact: ");
        assertThat(verdict(file, lines.subList(1, lines.size())))
                .contains("no later entry says that they were kept long enough");
        assertThat(verdict(
                        file,
                        lines.stream()
                                .map(line -> line.replace("keptDays", "keptdays"))
                                .toList()))
                .contains("is not what was written");
    }

    private static String verdict(Path file, List<String> lines) throws Exception {
        Files.write(file, lines, StandardCharsets.UTF_8);
        return ExportVerifier.verify(file);
    }

    private AuditRetention retention(int days) {
        return new AuditRetention(database.source(), new AuditSettings() {
            @Override
            public Duration keep() {
                return Duration.ofDays(days);
            }

            @Override
            public String schedule() {
                return "off";
            }
        });
    }

    /** The first month whose end is not yet so many days ago. */
    private YearMonth firstKept(int days) {
        return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC).minusDays(days));
    }

    private List<YearMonth> months() {
        return list("SELECT to_char(month, 'YYYY-MM') FROM audit_months");
    }

    private List<YearMonth> sealed() {
        return list("SELECT to_char(month, 'YYYY-MM') FROM audit_seals ORDER BY month");
    }

    private List<YearMonth> list(String statement) {
        return Sql.using(
                database.source(), "testing", sql -> sql.list(statement, row -> YearMonth.parse(row.getString(1))));
    }

    private long first(String statement) {
        return Sql.using(database.source(), "testing", sql -> sql.count(statement));
    }
}
