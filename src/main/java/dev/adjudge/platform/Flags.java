package dev.adjudge.platform;

import dev.adjudge.platform.FlagSettings.Preset;
import dev.adjudge.platform.Problem.FieldError;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Feature flags: for a share of all things they are on, always the same things, and for the others something else holds. */
@Singleton
public class Flags {

    private static final int BUCKETS = 100;

    private final DataSource database;
    private final Map<String, Preset> presets;
    private final Event<Changed> changed;
    private final Clock clock;

    Flags(DataSource database, FlagSettings settings, Event<Changed> changed, Clock clock) {
        this.database = database;
        this.presets = new TreeMap<>(settings.all());
        this.changed = changed;
        this.clock = clock;
    }

    /**
     * A flag as it is now.
     *
     * @param rolloutPercent on which share it is on, 0 to 100 %
     * @param fallback what holds for the others
     * @param setAt since when it is so; null as long as nobody has set it
     * @param version counts what was set; 0 as long as nobody has
     */
    public record Flag(
            String name,
            int rolloutPercent,
            String fallback,
            @Nullable Instant setAt,
            long version) {

        /** Whether it is on for the thing of this name. */
        public boolean isOnFor(String thing) {
            return bucket(thing) < rolloutPercent;
        }
    }

    /** By name. */
    public List<Flag> all() {
        return using(sql -> {
            List<Flag> all = new ArrayList<>();
            for (String name : presets.keySet()) {
                all.add(find(sql, name));
            }
            return all;
        });
    }

    /** @throws Problem 404 when there is no such flag */
    public Flag named(String name) {
        return using(sql -> find(sql, name));
    }

    /**
     * Sets a flag. Runs that are under way end as they began.
     *
     * @param rolloutPercent 0 to 100
     * @param fallback null for the one it has
     * @param version of the flag that the change was made to
     * @throws Problem 404 for an unknown flag, 412 when it was set by somebody else since, 422 for what it can't be
     */
    public Flag set(
            String name,
            @Nullable Integer rolloutPercent,
            @Nullable String fallback,
            @Nullable String version,
            Caller caller) {
        Preset preset = preset(name);
        List<FieldError> errors = new ArrayList<>();
        if (rolloutPercent == null || rolloutPercent < 0 || rolloutPercent > 100) {
            errors.add(new FieldError(
                    "/rolloutPercent",
                    (rolloutPercent == null ? "is missing" : "is " + rolloutPercent)
                            + "; it must be a whole number from 0 (off) to 100 (on for all)"));
        }
        if (fallback != null && !preset.fallbacks().contains(fallback)) {
            errors.add(new FieldError(
                    "/fallback", "is '" + fallback + "'; it can be " + String.join(", ", preset.fallbacks())));
        }
        if (rolloutPercent == null || !errors.isEmpty()) {
            throw Problem.wrong("The flag " + name + " can't be set to that", errors.toArray(FieldError[]::new));
        }
        return QuarkusTransaction.requiringNew()
                .call(() -> using(sql -> {
                    sql.run("LOCK TABLE flags IN SHARE ROW EXCLUSIVE MODE");
                    Flag before = find(sql, name);
                    if (!Long.toString(before.version()).equals(version)) {
                        throw Problem.stale(
                                (version == null ? "If-Match is missing" : "If-Match is \"" + version + "\"")
                                        + "; the flag " + name + " is at \"" + before.version()
                                        + "\". GET it, and send its ETag as If-Match");
                    }
                    Flag after = new Flag(
                            name,
                            rolloutPercent,
                            fallback == null ? before.fallback() : fallback,
                            clock.instant(),
                            before.version() + 1);
                    sql.run(
                            "INSERT INTO flags (name, rollout_percent, fallback, set_at, version) VALUES (?, ?, ?, ?, ?)"
                                    + " ON CONFLICT (name) DO UPDATE SET rollout_percent = excluded.rollout_percent,"
                                    + " fallback = excluded.fallback, set_at = excluded.set_at, version = excluded.version",
                            name,
                            after.rolloutPercent(),
                            after.fallback(),
                            after.setAt(),
                            after.version());
                    changed.fire(new Changed(sql, caller, "flag.set", "flag:" + name, before, after, null));
                    return after;
                }));
    }

    /** 0 to 99, always the same for one name, whichever flag asks. */
    public static int bucket(String thing) {
        CRC32 hash = new CRC32();
        hash.update(thing.getBytes(StandardCharsets.UTF_8));
        return (int) (hash.getValue() % BUCKETS);
    }

    private Flag find(Sql sql, String name) throws SQLException {
        Preset preset = preset(name);
        return sql.find(
                        "SELECT rollout_percent, fallback, set_at, version FROM flags WHERE name = ?",
                        row -> flag(name, row),
                        name)
                .orElseGet(() -> new Flag(
                        name, preset.rolloutPercent(), preset.fallbacks().get(0), null, 0));
    }

    private static Flag flag(String name, ResultSet row) throws SQLException {
        return new Flag(
                name,
                row.getInt("rollout_percent"),
                row.getString("fallback"),
                Sql.instant(row, "set_at"),
                row.getLong("version"));
    }

    private Preset preset(String name) {
        Preset preset = presets.get(name);
        if (preset == null) {
            throw Problem.unknown("There is no flag '" + name + "'; there are " + String.join(", ", presets.keySet()));
        }
        return preset;
    }

    private <T> T using(Sql.Use<T> use) {
        return Sql.using(database, "looking at the flags", use);
    }
}
