package dev.adjudge.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sql;
import dev.adjudge.platform.TimeRange;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The record of all that changed something: append-only, each entry chained to the one before it by its hash. */
@ApplicationScoped
public class AuditLog {

    private static final String SELECT =
            "SELECT id, audit_time(at) AS at, body, previous_hash, hash FROM audit_entries ";
    private static final int FETCH_ROWS = 1_000;

    private final DataSource database;
    private final ObjectMapper json;
    private final Clock clock;
    private final PersonalTexts texts;

    AuditLog(DataSource database, ObjectMapper json, Clock clock, PersonalTexts texts) {
        this.database = database;
        this.json = json;
        this.clock = clock;
        this.texts = texts;
    }

    /** What to look for; null is anything. */
    public record Filter(
            @Nullable String actor,
            @Nullable String kind,
            @Nullable String subject,
            @Nullable String origin,
            @Nullable String trace,
            TimeRange time) {}

    /**
     * The first place where the chain doesn't hold.
     *
     * @param id of the entry, or of the one that is missing
     */
    public record Broken(long id, String why) {}

    /**
     * @param dropped how many earlier entries were kept long enough and are gone, under the seal that this begins with
     * @param firstBroken null when the chain is intact
     */
    public record Verification(
            long entries,
            long dropped,
            boolean intact,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Broken firstBroken) {}

    /**
     * Writes it down in the transaction of this connection, together with what it tells of. Whoever else wants to write waits
     * until that ends: call it last.
     */
    public void add(Connection connection, Happening happening) throws SQLException {
        add(new Sql(connection), happening);
    }

    /** As {@link #add(Connection, Happening)}, in the transaction of this thread, or one of its own. */
    public void add(Happening happening) {
        Sql.using(database, "writing the audit log", sql -> add(sql, happening));
    }

    /** As {@link #add(Happening)}, many at once: others wait for one statement. */
    public void add(List<Happening> happenings) {
        Sql.using(database, "writing the audit log", sql -> {
            add(sql, happenings);
            return Boolean.TRUE;
        });
    }

    /** As {@link #add(Connection, Happening)}, many at once. */
    public void add(Connection connection, List<Happening> happenings) throws SQLException {
        add(new Sql(connection), happenings);
    }

    private void add(Sql sql, List<Happening> happenings) throws SQLException {
        Commitments commitments = new Commitments();
        String[] bodies = happenings.stream()
                .map(happening -> body(happening, commitments))
                .toArray(String[]::new);
        keep(sql, commitments);
        sql.list(
                "SELECT audit_append(?, body) FROM (SELECT body FROM unnest(?::text[]) WITH ORDINALITY AS one (body, place)"
                        + " ORDER BY place) AS bodies",
                row -> row.getLong(1),
                now(),
                bodies);
    }

    /** As {@link #add(Connection, Happening)}. */
    long add(Sql sql, Happening happening) throws SQLException {
        Commitments commitments = new Commitments();
        String body = body(happening, commitments);
        keep(sql, commitments);
        return sql.count("SELECT audit_append(?, ?)", now(), body);
    }

    private void keep(Sql sql, Commitments commitments) throws SQLException {
        for (Commitments.Commitment commitment : commitments.all()) {
            texts.keep(sql, commitment);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private String body(Happening happening, Commitments commitments) {
        try {
            return json.writer().withAttribute(Commitments.class, commitments).writeValueAsString(happening);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An entry of the audit log can't be written as JSON", e);
        }
    }

    /** A page of the log, newest first. */
    public Page<AuditEntry> page(Filter filter, Limit limit, @Nullable String after) {
        List<Object> values =
                new ArrayList<>(List.of(filter.time().from(), filter.time().to()));
        StringBuilder where = new StringBuilder("WHERE at >= ? AND at < ?");
        and(where, values, " AND actor = ?", filter.actor());
        and(where, values, " AND kind = ?", filter.kind());
        and(where, values, " AND subject = ?", filter.subject());
        and(where, values, " AND body::jsonb ->> 'origin' = ?", filter.origin());
        and(where, values, " AND body::jsonb ->> 'trace' = ?", filter.trace());
        and(where, values, " AND id < ?", after == null || after.isEmpty() ? null : place(after));
        where.append(" ORDER BY id DESC LIMIT ?");
        values.add(limit.andOneMore());
        return Page.of(select(where.toString(), values.toArray()), limit, last -> String.valueOf(last.id()));
    }

    /** What takes the entries of the whole log, one after another. */
    @FunctionalInterface
    public interface Taker {
        void take(AuditEntry entry) throws IOException;
    }

    /** The whole log, oldest first, as it is read. */
    public void each(Taker taker) throws IOException {
        long last = 0;
        List<AuditEntry> part;
        do {
            part = select("WHERE id > ? ORDER BY id LIMIT ?", last, FETCH_ROWS);
            for (AuditEntry entry : part) {
                taker.take(entry);
                last = entry.id();
            }
        } while (part.size() == FETCH_ROWS);
    }

    /** The latest entry of that kind about the subject. */
    Optional<AuditEntry> latest(String kind, String subject) {
        return select("WHERE kind = ? AND subject = ? ORDER BY id DESC LIMIT 1", kind, subject).stream()
                .findFirst();
    }

    /** Whether it is what was written, from its first entry, or from the seal of the last month that was dropped, to its last. */
    public Verification verify() {
        return Sql.inTransaction(database, connection -> new ChainCheck(new Sql(connection)).verify());
    }

    private static long place(String after) {
        try {
            return Long.parseLong(after);
        } catch (NumberFormatException e) {
            String detail = "after is not a cursor that this list gave; send nextCursor of the page before, unchanged";
            throw Problem.wrong(detail, new Problem.FieldError("after", detail));
        }
    }

    private static void and(StringBuilder where, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            where.append(condition);
            values.add(value);
        }
    }

    private List<AuditEntry> select(String where, Object... values) {
        return Sql.using(database, "reading the audit log", sql -> sql.list(SELECT + where, AuditLog::entry, values));
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                row.getString("at"),
                row.getString("body"),
                hex(row.getBytes("previous_hash")),
                hex(row.getBytes("hash")));
    }

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
