package dev.adjudge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CopyRowsTest {

    @Inject
    DataSource database;

    @Test
    void writes_what_it_is_given_but_the_character_that_a_text_can_not_hold() {
        String text = "tab\there, back\\slash, \r\n, ü, nul\0, \uD83D\uDE00";

        String stored = Sql.inTransaction(database, connection -> {
            Sql sql = new Sql(connection);
            sql.run("CREATE TEMPORARY TABLE copied (text text, number numeric, date date, other text) ON COMMIT DROP");
            try (CopyRows rows = CopyRows.into(connection, "copied (text, number, date, other)")) {
                rows.text(text)
                        .number(new BigDecimal("1E+3"))
                        .date(2026, 1, 2)
                        .value(null)
                        .end();
                assertThat(rows.finish()).isEqualTo(1);
            }
            return sql.find(
                            "SELECT text || '|' || number || '|' || date || '|' || coalesce(other, 'NULL') FROM copied",
                            row -> row.getString(1))
                    .orElseThrow();
        });

        assertThat(stored).isEqualTo(text.replace("\0", "") + "|1000|2026-01-02|NULL");
    }
}
