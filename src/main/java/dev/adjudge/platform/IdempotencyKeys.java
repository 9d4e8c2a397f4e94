package dev.adjudge.platform;

import dev.adjudge.platform.vault.PersonalData;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The answers kept for keys that clients chose. */
@ApplicationScoped
class IdempotencyKeys implements PersonalData {

    private static final Duration KEPT = Duration.ofHours(24);

    /** A claim that was not renewed for so long lost its process; the key is free again. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(15);

    private final DataSource database;
    private final Clock clock;
    private final Set<Claim> underWay = ConcurrentHashMap.newKeySet();

    /** A key, and the request it was sent with. */
    private record Claim(String key, String request) {}

    IdempotencyKeys(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A request and its answer. The answer is missing while the request is under way. */
    record Kept(
            @Nullable String bodyHash,
            int status,
            @Nullable String body,
            @Nullable String location) {
        boolean isAnswered() {
            return bodyHash != null;
        }
    }

    /** Claims the key for a request; gives what is kept when somebody claimed it before. */
    Optional<Kept> claim(String key, String request) {
        Optional<Kept> before = claim(key, request, clock.instant());
        if (before.isEmpty()) {
            underWay.add(new Claim(key, request));
        }
        return before;
    }

    /** Says of the requests under way here that they still are: an upload may take hours. */
    @Scheduled(every = "5m", executeWith = Scheduled.SIMPLE, concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void renew() {
        for (Claim claim : underWay) {
            run(
                    "UPDATE idempotency_keys SET created_at = ? WHERE key = ? AND request = ? AND response_status IS NULL",
                    clock.instant(),
                    claim.key(),
                    claim.request());
        }
    }

    private Optional<Kept> claim(String key, String request, Instant now) {
        return Sql.inTransaction(database, connection -> {
            Sql sql = new Sql(connection);
            sql.run(
                    "DELETE FROM idempotency_keys WHERE created_at < ? OR (response_status IS NULL AND created_at < ?)",
                    now.minus(KEPT),
                    now.minus(LONGEST_SILENCE));
            long claimed = sql.run(
                    "INSERT INTO idempotency_keys (key, request, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    key,
                    request,
                    now);
            return claimed == 1 ? Optional.empty() : Optional.of(find(sql, key, request));
        });
    }

    void answer(String key, String request, Kept kept) {
        underWay.remove(new Claim(key, request));
        run(
                "UPDATE idempotency_keys SET body_hash = ?, response_status = ?, response_body = ?, response_location = ? WHERE key = ? AND request = ?",
                kept.bodyHash(),
                kept.status(),
                kept.body(),
                kept.location(),
                key,
                request);
    }

    /** Frees a key whose request did nothing. */
    void release(String key, String request) {
        underWay.remove(new Claim(key, request));
        run("DELETE FROM idempotency_keys WHERE key = ? AND request = ?", key, request);
    }

    private static Kept find(Sql sql, String key, String request) throws SQLException {
        // The other request may just have failed and freed the key: for this one it is still under way.
        return sql.find(
                        "SELECT body_hash, response_status, response_body, response_location FROM idempotency_keys WHERE key = ? AND request = ?",
                        row -> new Kept(row.getString(1), row.getInt(2), row.getString(3), row.getString(4)),
                        key,
                        request)
                .orElse(new Kept(null, 0, null, null));
    }

    @Override
    public String what() {
        return "answers";
    }

    /** What was answered about anybody's items: nobody knows from outside whose they are. Who asks again is told how they are now. */
    @Override
    public long erase(Connection connection, String person) throws SQLException {
        return new Sql(connection)
                .run(
                        "DELETE FROM idempotency_keys WHERE response_status IS NOT NULL AND request ~ '/api/(moderation|actions|decide)'");
    }

    private void run(String statement, @Nullable Object... values) {
        Sql.using(database, "keeping answers", sql -> sql.run(statement, values));
    }
}
