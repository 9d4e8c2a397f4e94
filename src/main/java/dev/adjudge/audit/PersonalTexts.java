package dev.adjudge.audit;

import dev.adjudge.audit.Commitments.Commitment;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sql;
import dev.adjudge.platform.vault.Cell;
import dev.adjudge.platform.vault.PersonalData;
import dev.adjudge.platform.vault.SealedTable;
import dev.adjudge.platform.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The texts of persons that entries of the audit log, and decisions, hold only as a hash. The hash proves a text that is still there;
 * it is salted, so that nothing proves or finds one whose salt is erased with it.
 */
@ApplicationScoped
public class PersonalTexts implements PersonalData, SealedTable {

    private static final int SALT_DIGITS = 2 * Commitments.SALT_BYTES;

    private final DataSource database;
    private final Vault vault;
    private final Clock clock;

    PersonalTexts(DataSource database, Vault vault, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * A text as it was committed to.
     *
     * @param commitment {@code sha256:} of the salt's bytes and the text in UTF-8
     * @param salt in hexadecimal; null when the text is erased
     * @param text null when it is erased
     */
    public record Kept(
            String commitment,
            @Nullable String salt,
            @Nullable String text,
            @Nullable Instant erasedAt) {}

    /** Keeps a text in the transaction of this connection; answers what may stand in its place where nothing is ever changed. */
    public String commit(Connection connection, PersonalText text) throws SQLException {
        Commitment commitment = Commitment.to(text);
        keep(new Sql(connection), commitment);
        return commitment.hash();
    }

    void keep(Sql sql, Commitment commitment) throws SQLException {
        sql.run(
                "INSERT INTO audit_texts (commitment, person, sealed, written_at) VALUES (?, ?, ?, ?)",
                commitment.hash(),
                vault.person(commitment.text().person()),
                vault.seal(
                        cell(commitment.hash()),
                        commitment.salt() + commitment.text().text()),
                clock.instant());
    }

    /** The text behind a hash that stands in an entry or a decision. */
    public Kept find(String commitment) {
        return Sql.using(
                        database,
                        "reading a text",
                        sql -> sql.find(
                                "SELECT sealed, erased_at FROM audit_texts WHERE commitment = ?",
                                row -> kept(commitment, row.getString(1), Sql.instant(row, "erased_at")),
                                commitment))
                .orElseThrow(
                        () -> Problem.unknown(
                                "There is no text " + commitment
                                        + "; an entry of the audit log names those it has as {\"text\":\"sha256:…\"}, and they go with its month"));
    }

    private Kept kept(String commitment, @Nullable String sealed, @Nullable Instant erasedAt) {
        if (sealed == null) {
            return new Kept(commitment, null, null, erasedAt);
        }
        String opened = vault.open(cell(commitment), sealed);
        return new Kept(commitment, opened.substring(0, SALT_DIGITS), opened.substring(SALT_DIGITS), null);
    }

    @Override
    public String what() {
        return "texts";
    }

    @Override
    public long erase(Connection connection, String person) throws SQLException {
        return new Sql(connection)
                .run(
                        "UPDATE audit_texts SET sealed = NULL, erased_at = ? WHERE person = ? AND sealed IS NOT NULL",
                        clock.instant(),
                        person);
    }

    @Override
    public String table() {
        return "audit_texts";
    }

    @Override
    public String key() {
        return "commitment";
    }

    @Override
    public List<String> columns() {
        return List.of("sealed");
    }

    private Cell cell(String commitment) {
        return new Cell(table(), "sealed", commitment);
    }
}
