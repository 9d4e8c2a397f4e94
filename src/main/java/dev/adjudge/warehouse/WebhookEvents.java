package dev.adjudge.warehouse;

import dev.adjudge.platform.Sql;
import dev.adjudge.platform.vault.Cell;
import dev.adjudge.platform.vault.SealedTable;
import dev.adjudge.platform.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** What platforms told by themselves, sealed as it came, until it is read. Whoever takes one holds it until its lease ends. */
@ApplicationScoped
public class WebhookEvents implements SealedTable {

    private static final String TAKE = """
            WITH due AS (
                SELECT id FROM webhook_events WHERE due_at <= ? ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED
            )
            UPDATE webhook_events e SET due_at = ?, holder = ?, tries = tries + 1 FROM due WHERE e.id = due.id
            RETURNING e.id, e.source, e.body, e.received_at, e.tries
            """;

    private final DataSource database;
    private final Vault vault;

    WebhookEvents(DataSource database, Vault vault) {
        this.database = database;
        this.vault = vault;
    }

    /**
     * One that is being read.
     *
     * @param tries how often, this time included
     */
    public record Taken(UUID id, String source, String body, Instant receivedAt, int tries) {

        /** Without what people wrote: for logs. */
        @Override
        public String toString() {
            return source + " webhook " + id;
        }
    }

    /** Keeps a body until it is read; false when the same was told before. */
    public boolean keep(String source, String body, Instant at) {
        UUID id = UUID.randomUUID();
        String sealed = vault.seal(cell(id), body);
        String name = vault.name("webhook", body);
        return Sql.using(
                        database,
                        "keeping a webhook",
                        sql -> sql.run(
                                "INSERT INTO webhook_events (id, source, name, body, received_at, due_at) VALUES (?, ?, ?, ?, ?, ?)"
                                        + " ON CONFLICT (source, name) DO NOTHING",
                                id,
                                source,
                                name,
                                sealed,
                                at,
                                at))
                == 1;
    }

    /** Takes those that are due, the longest waiting first. */
    public List<Taken> take(int most, UUID holder, Instant now, Instant leaseUntil) {
        return Sql.using(
                database,
                "taking webhooks that are to be read",
                sql -> sql.list(TAKE, this::taken, now, most, leaseUntil, holder));
    }

    private Taken taken(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Taken(
                id,
                row.getString("source"),
                vault.open(cell(id), row.getString("body")),
                Sql.instantThere(row, "received_at"),
                row.getInt("tries"));
    }

    /** Ends the reading of some: what they told is kept elsewhere, or given up. Their bodies go. */
    public void done(UUID holder, List<UUID> ids) {
        Sql.using(
                database,
                "ending the reading of webhooks",
                sql -> sql.run(
                        "UPDATE webhook_events SET body = NULL, due_at = NULL, holder = NULL WHERE id = ANY (?::uuid[]) AND holder = ?",
                        ids.stream().map(UUID::toString).toArray(String[]::new),
                        holder));
    }

    /** Has one read again, then, after a try that failed. */
    public void again(UUID holder, UUID id, Instant at) {
        again(holder, id, at, 0);
    }

    /** Has one read again, then; that it was taken counts as no try. */
    public void putOff(UUID holder, UUID id, Instant at) {
        again(holder, id, at, 1);
    }

    private void again(UUID holder, UUID id, Instant at, int triesLess) {
        Sql.using(
                database,
                "putting a webhook back",
                sql -> sql.run(
                        "UPDATE webhook_events SET due_at = ?, holder = NULL, tries = tries - ? WHERE id = ? AND holder = ?",
                        at,
                        triesLess,
                        id,
                        holder));
    }

    /** Forgets those that were read and came before; told again they would be work again. */
    public long forget(Instant before) {
        return Sql.using(
                database,
                "forgetting webhooks",
                sql -> sql.run("DELETE FROM webhook_events WHERE due_at IS NULL AND received_at < ?", before));
    }

    /** How many wait. */
    public long depth() {
        return Sql.using(
                database,
                "counting webhooks that are to be read",
                sql -> sql.count("SELECT count(*) FROM webhook_events WHERE due_at IS NOT NULL"));
    }

    @Override
    public String table() {
        return "webhook_events";
    }

    @Override
    public String key() {
        return "id";
    }

    @Override
    public List<String> columns() {
        return List.of("body");
    }

    private Cell cell(UUID id) {
        return new Cell(table(), "body", id.toString());
    }
}
