package dev.adjudge.connector.sandbox;

import dev.adjudge.platform.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What became of what people wrote on the simulated social platforms, in PostgreSQL. */
@Singleton
class SocialLedger {

    static final String HIDDEN = "hidden";
    static final String DELETED = "deleted";
    static final String TEXT = "text";
    static final String REPLY = "reply";
    private static final String READING = "reading the sandbox's comments";

    /** Who changes something: we, or anybody else there. */
    enum By {
        SERVICE,
        OUTSIDE
    }

    private final DataSource database;

    SocialLedger(DataSource database) {
        this.database = database;
    }

    /** @param text null while it is as it was written */
    record State(boolean hidden, boolean deleted, @Nullable String text) {

        static final State UNTOUCHED = new State(false, false, null);

        State with(String field, String after) {
            return switch (field) {
                case HIDDEN -> new State(Boolean.parseBoolean(after), deleted, text);
                case DELETED -> new State(hidden, Boolean.parseBoolean(after), text);
                case TEXT -> new State(hidden, deleted, after);
                default -> this;
            };
        }
    }

    /** By the ids of those that were ever changed. */
    Map<String, State> states() {
        return statesOf("");
    }

    /** By their ids, those of them that were ever changed. */
    Map<String, State> states(List<String> ids) {
        return statesOf(" AND item_id = ANY (?)", (Object) ids.toArray(String[]::new));
    }

    private Map<String, State> statesOf(String which, Object... values) {
        return Sql.using(database, READING, sql -> {
            Map<String, State> states = new HashMap<>();
            sql.list(
                    "SELECT item_id, field, after FROM sandbox.item_writes WHERE changed" + which + " ORDER BY id",
                    row -> {
                        State before = states.getOrDefault(row.getString(1), State.UNTOUCHED);
                        return states.put(row.getString(1), before.with(row.getString(2), row.getString(3)));
                    },
                    values);
            return states;
        });
    }

    /** What was added to what the sandbox makes up by itself, to pages and profiles that there are. */
    List<SocialItem> added(Function<String, Optional<SocialProfile>> profiles) {
        return addedWhere(profiles, "");
    }

    /** One that was added, and those that answer it. */
    List<SocialItem> added(Function<String, Optional<SocialProfile>> profiles, String id) {
        return addedWhere(profiles, " WHERE id = ? OR parent_id = ?", id, id);
    }

    private List<SocialItem> addedWhere(
            Function<String, Optional<SocialProfile>> profiles, String which, Object... values) {
        return Sql.using(
                database, READING, sql -> sql
                        .list(
                                "SELECT * FROM sandbox.items" + which + " ORDER BY at, id",
                                row -> item(row, profiles),
                                values)
                        .stream()
                        .flatMap(Optional::stream)
                        .toList());
    }

    long nextId() {
        return Sql.using(
                database, "numbering a comment of the sandbox", sql -> sql.count("SELECT nextval('sandbox.item_ids')"));
    }

    /** @return false when there is one of this id */
    boolean add(SocialItem item) {
        return QuarkusTransaction.requiringNew()
                .call(() -> Sql.using(database, "adding to the sandbox", sql -> insert(sql, item)));
    }

    /** Adds an answer, and counts it with what it answers. */
    void answer(String answered, SocialItem answer) {
        QuarkusTransaction.requiringNew()
                .run(() -> Sql.using(database, "answering in the sandbox", sql -> {
                    insert(sql, answer);
                    return write(sql, answer.profile(), answered, REPLY, "", answer.text(), By.SERVICE, answer.at());
                }));
    }

    /** Changes of one item come one after the other, so that each knows what it changed. */
    void change(SocialItem item, String field, String after, By by, Instant at) {
        QuarkusTransaction.requiringNew()
                .run(() -> Sql.using(database, "changing a comment of the sandbox", sql -> {
                    sql.list(
                            "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))",
                            row -> true,
                            "sandbox " + item.profile().platform() + ":" + item.id());
                    String before = sql.find(
                                    "SELECT after FROM sandbox.item_writes WHERE item_id = ? AND field = ? ORDER BY id DESC LIMIT 1",
                                    row -> row.getString(1),
                                    item.id(),
                                    field)
                            .orElse(field.equals(TEXT) ? item.text() : "false");
                    return write(sql, item.profile(), item.id(), field, before, after, by, at);
                }));
    }

    private static long write(
            Sql sql, SocialProfile profile, String id, String field, String before, String after, By by, Instant at)
            throws SQLException {
        return sql.run(
                "INSERT INTO sandbox.item_writes (platform, item_id, field, before, after, by, at) VALUES (?, ?, ?, ?, ?,"
                        + " ?, ?)",
                profile.platform(),
                id,
                field,
                before,
                after,
                by == By.SERVICE ? "service" : "outside",
                at);
    }

    private static boolean insert(Sql sql, SocialItem item) throws SQLException {
        return sql.run(
                        "INSERT INTO sandbox.items (id, platform, kind, profile_id, place, parent_id, user_id, user_name,"
                                + " user_handle, text, at) VALUES (?, ?, ?, ?, ?, ?::text, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        item.id(),
                        item.profile().platform(),
                        item.kind(),
                        item.profile().id(),
                        item.place(),
                        item.parent(),
                        item.by().id(),
                        item.by().name(),
                        item.by().handle(),
                        item.text(),
                        item.at())
                > 0;
    }

    private static Optional<SocialItem> item(ResultSet row, Function<String, Optional<SocialProfile>> profiles)
            throws SQLException {
        Optional<SocialProfile> profile = profiles.apply(row.getString("profile_id"));
        if (profile.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SocialItem(
                profile.get(),
                row.getString("kind"),
                row.getString("id"),
                row.getString("place"),
                row.getString("parent_id"),
                new SocialPerson(row.getString("user_id"), row.getString("user_name"), row.getString("user_handle")),
                row.getString("text"),
                Sql.instantThere(row, "at")));
    }
}
