package dev.adjudge.audit;

import dev.adjudge.audit.AuditLog.Broken;
import dev.adjudge.audit.AuditLog.Verification;
import dev.adjudge.platform.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Works out every hash again, and looks whether entries are missing: at the end, in between, and at the beginning, where only what
 * a sealed month had may be gone, and the log itself must say so.
 */
final class ChainCheck {

    private static final String ZEROS = "decode(repeat('00', 32), 'hex')";

    /** Seals are chained to each other. */
    private static final String SEAL = """
            SELECT last_id, 'the seal of ' || audit_month_name(month) || ' after it is not what was written, or one before is missing'
            FROM (SELECT s, month, first_id, last_id, previous_seal, hash, lag(last_id, 1, 0) OVER chain AS before_id,
                         lag(hash, 1, %s) OVER chain AS before_hash FROM audit_seals s WINDOW chain AS (ORDER BY month)) t
            WHERE hash <> audit_seal_hash(s) OR previous_seal <> before_hash OR first_id <> before_id + 1
            ORDER BY month LIMIT 1
            """.formatted(ZEROS);

    /** Where entries begin after a seal, a later entry says that those before were dropped under it. */
    private static final String BEGINNING = """
            SELECT e.id, 'the entries before it are missing, and the log does not say that they were dropped'
            FROM (SELECT id, previous_hash FROM audit_entries ORDER BY id LIMIT 1) e
            WHERE e.id > 1 AND NOT EXISTS (
                SELECT FROM audit_seals s JOIN audit_entries d ON d.kind = 'audit.dropped' AND d.subject = 'audit:' || audit_month_name(s.month)
                WHERE s.last_id = e.id - 1 AND s.last_hash = e.previous_hash
                  AND d.body::jsonb #>> '{after,seal}' = encode(s.hash, 'hex'))
            """;

    /** A month that is still there is what was sealed. */
    private static final String SEALED = """
            SELECT s.last_id, 'it is not what was sealed as the last of ' || audit_month_name(s.month)
            FROM audit_seals s LEFT JOIN audit_entries e ON e.id = s.last_id
            WHERE s.entries > 0 AND s.last_id >= (SELECT min(id) FROM audit_entries) AND e.hash IS DISTINCT FROM s.last_hash
            ORDER BY s.month LIMIT 1
            """;

    /** Each seal is told of in the log, and what the log tells of is there. */
    private static final String TOLD = """
            WITH told AS (SELECT id, subject, body::jsonb #>> '{after,seal}' AS hash FROM audit_entries WHERE kind = 'audit.sealed')
            SELECT t.id, 'the seal that it tells of is missing or another'
            FROM told t LEFT JOIN audit_seals s ON 'audit:' || audit_month_name(s.month) = t.subject AND encode(s.hash, 'hex') = t.hash
            WHERE s.month IS NULL
            UNION ALL
            SELECT s.last_id, 'the seal of ' || audit_month_name(s.month) || ' after it is not told of in the log'
            FROM audit_seals s LEFT JOIN told t ON 'audit:' || audit_month_name(s.month) = t.subject
            WHERE s.last_id >= (SELECT min(id) FROM audit_entries) - 1 AND t.id IS NULL
            ORDER BY 1 LIMIT 1
            """;

    private static final String CHAIN = """
            SELECT b.id, b.why
            FROM (SELECT coalesce(max(s.last_id), 0) AS id FROM audit_seals s
                  WHERE s.last_id = (SELECT min(id) FROM audit_entries) - 1) start,
                 audit_first_broken(start.id, coalesce((SELECT last_hash FROM audit_seals WHERE last_id = start.id ORDER BY month DESC LIMIT 1), %s),
                                    '-infinity', 'infinity') b
            """.formatted(ZEROS);

    private static final String END = """
            SELECT c.last_id, 'it is the last of the chain, and is missing or not what was written'
            FROM audit_chain c LEFT JOIN audit_entries e ON e.id = c.last_id
            WHERE c.last_id > 0 AND e.hash IS DISTINCT FROM c.last_hash OR EXISTS (SELECT FROM audit_entries WHERE id > c.last_id)
            """;

    private final Sql sql;

    ChainCheck(Sql sql) {
        this.sql = sql;
    }

    Verification verify() throws SQLException {
        sql.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        long entries = sql.count("SELECT count(*) FROM audit_entries");
        long dropped = Math.max(0, sql.count("SELECT min(id) FROM audit_entries") - 1);
        for (String check : List.of(CHAIN, BEGINNING, END, SEAL, SEALED, TOLD)) {
            Optional<Broken> broken = sql.find(check, row -> new Broken(row.getLong(1), row.getString(2)));
            if (broken.isPresent()) {
                return new Verification(entries, dropped, false, broken.get());
            }
        }
        return new Verification(entries, dropped, true, null);
    }
}
