package dev.adjudge.act;

import dev.adjudge.platform.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Which page of a board shows what, and how far its edits have been heard. */
@Singleton
public class MirroredPages {

    /** Edits are asked for again so far back: boards round their clocks, and find late what was edited just now. */
    public static final Duration OVERLAP = Duration.ofMinutes(10);

    /** An action that ended so long ago is not looked at any more. */
    private static final Duration KEPT_TRUE = Duration.ofDays(30);

    /** As {@link ActionCards#shown} spells it. */
    private static final String SHOWN = "CASE WHEN a.status IN ('ready', 'executing') THEN 'approved' ELSE a.status END"
            + " || CASE WHEN a.escalated THEN ' escalated' ELSE '' END";

    private static final String OF = " WHERE board = ? AND kind = ? AND subject = ?";

    private final DataSource database;
    private final Clock clock;

    MirroredPages(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A page that was made.
     *
     * @param subject an action's id or a rule's name
     * @param state that it shows
     * @param shown what else it shows
     */
    public record Known(String subject, String page, String state, String shown) {}

    /** Says that a page is about to be made; whether nobody said so before. */
    public boolean begin(Board board, BoardCard card) {
        return using(sql -> sql.run(
                        "INSERT INTO board_pages (board, kind, subject, shown_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        board.name(),
                        card.kind().word(),
                        card.key(),
                        clock.instant()))
                == 1;
    }

    /** It was not made, and needs not be any more. */
    public void forget(Board board, BoardCard card) {
        using(sql -> sql.run(
                "DELETE FROM board_pages" + OF, board.name(), card.kind().word(), card.key()));
    }

    /** Remembers what a page shows now. */
    public void shows(Board board, BoardCard card, String page, String shown) {
        using(sql -> sql.run(
                "UPDATE board_pages SET page = ?, state = ?, shown = ?, shown_at = ?" + OF,
                page,
                card.state(),
                shown,
                clock.instant(),
                board.name(),
                card.kind().word(),
                card.key()));
    }

    /** Somebody deleted it there: it is left alone from now on. */
    public void gone(Board board, String page) {
        using(sql -> sql.run("UPDATE board_pages SET gone = true WHERE board = ? AND page = ?", board.name(), page));
    }

    /** Those of these pages that we made, by their id. */
    public Map<String, Known> known(Board board, Board.Kind kind, List<BoardPage> pages) {
        String[] ids = pages.stream().map(BoardPage::id).toArray(String[]::new);
        return using(sql -> sql.list(
                        "SELECT * FROM board_pages WHERE board = ? AND kind = ? AND page = ANY (?) AND NOT gone",
                        MirroredPages::known,
                        board.name(),
                        kind.word(),
                        ids))
                .stream()
                .collect(Collectors.toMap(Known::page, Function.identity()));
    }

    /** All pages of rules; those that are still to be made, or are left alone, with an empty page. */
    public Map<String, Known> rules(Board board) {
        return using(sql -> sql.list(
                        "SELECT subject, CASE WHEN gone THEN NULL ELSE page END AS page, state, shown FROM board_pages"
                                + " WHERE board = ? AND kind = 'rule'",
                        MirroredPages::known,
                        board.name()))
                .stream()
                .collect(Collectors.toMap(Known::subject, Function.identity()));
    }

    /** Pages of rules that somebody deleted there. */
    public List<String> deletedRules(Board board) {
        return using(sql -> sql.list(
                "SELECT subject FROM board_pages WHERE board = ? AND kind = 'rule' AND gone",
                row -> row.getString(1),
                board.name()));
    }

    /** Pages of actions that went on since, the longest shown first. */
    List<Known> changed(Board board, int most) {
        return using(sql -> sql.list(
                "SELECT p.* FROM board_pages p JOIN optimization_actions a ON a.id = CASE WHEN p.kind = 'action' THEN p.subject::uuid END"
                        + " WHERE p.board = ? AND p.kind = 'action' AND p.page IS NOT NULL AND NOT p.gone"
                        + " AND (p.shown_at > ? OR p.state IN ('held', 'approved')) AND p.shown IS DISTINCT FROM "
                        + SHOWN
                        + " ORDER BY p.shown_at LIMIT ?",
                MirroredPages::known,
                board.name(),
                clock.instant().minus(KEPT_TRUE),
                most));
    }

    /** Actions that are held and have no page yet, and those whose page was begun, the oldest first. */
    List<UUID> toMake(Board board, int most) {
        return using(sql -> {
            List<UUID> some = new ArrayList<>(sql.list(
                    "SELECT subject::uuid FROM board_pages WHERE board = ? AND kind = 'action' AND page IS NULL LIMIT ?",
                    row -> row.getObject(1, UUID.class),
                    board.name(),
                    most));
            some.addAll(sql.list(
                    "SELECT a.id FROM optimization_actions a WHERE a.status = 'held' AND NOT EXISTS (SELECT FROM board_pages p"
                            + " WHERE p.board = ? AND p.kind = 'action' AND p.subject = a.id::text) ORDER BY a.created_at, a.id LIMIT ?",
                    row -> row.getObject(1, UUID.class),
                    board.name(),
                    most));
            return some;
        });
    }

    // ---------------------------------------------------------------------------------------------- looks

    /**
     * The last looks at a board.
     *
     * @param failingSince null while all is well
     */
    public record Look(
            String board,
            String kind,
            @Nullable Instant lookedAt,
            @Nullable Instant failingSince,
            @Nullable String problem) {}

    public List<Look> looks() {
        return using(sql -> sql.list(
                "SELECT * FROM board_looks ORDER BY board, kind",
                row -> new Look(
                        row.getString("board"),
                        row.getString("kind"),
                        Sql.instant(row, "looked_at"),
                        Sql.instant(row, "failing_since"),
                        row.getString("problem"))));
    }

    /** Up to when edits have been heard, by the board's clock. */
    public Optional<Instant> heardUntil(Board board, Board.Kind kind) {
        return using(sql -> sql.find(
                        "SELECT heard_until FROM board_looks WHERE board = ? AND kind = ?",
                        row -> Optional.ofNullable(Sql.instant(row, "heard_until")),
                        board.name(),
                        kind.word()))
                .flatMap(until -> until);
    }

    public void heardUntil(Board board, Board.Kind kind, Instant until) {
        using(sql -> sql.run(
                "INSERT INTO board_looks (board, kind, heard_until) VALUES (?, ?, ?) ON CONFLICT (board, kind)"
                        + " DO UPDATE SET heard_until = excluded.heard_until",
                board.name(),
                kind.word(),
                until));
    }

    /** All went well; whether it did not before. */
    public boolean well(Board board, Board.Kind kind) {
        return using(sql -> {
            boolean failed = sql.count(
                            "SELECT count(*) FROM board_looks WHERE board = ? AND kind = ? AND failing_since IS NOT NULL",
                            board.name(),
                            kind.word())
                    == 1;
            sql.run(
                    "INSERT INTO board_looks (board, kind, looked_at) VALUES (?, ?, ?) ON CONFLICT (board, kind)"
                            + " DO UPDATE SET looked_at = excluded.looked_at, failing_since = NULL, problem = NULL",
                    board.name(),
                    kind.word(),
                    clock.instant());
            return failed;
        });
    }

    /** Something went wrong; whether all was well before. */
    public boolean failed(Board board, Board.Kind kind, String problem) {
        return using(sql -> {
            boolean failed = sql.count(
                            "SELECT count(*) FROM board_looks WHERE board = ? AND kind = ? AND failing_since IS NOT NULL",
                            board.name(),
                            kind.word())
                    == 1;
            sql.run(
                    "INSERT INTO board_looks (board, kind, failing_since, problem) VALUES (?, ?, ?, ?) ON CONFLICT (board, kind)"
                            + " DO UPDATE SET failing_since = coalesce(board_looks.failing_since, excluded.failing_since),"
                            + " problem = excluded.problem",
                    board.name(),
                    kind.word(),
                    clock.instant(),
                    problem);
            return !failed;
        });
    }

    private static Known known(ResultSet row) throws SQLException {
        return new Known(row.getString("subject"), text(row, "page"), text(row, "state"), text(row, "shown"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? "" : value;
    }

    private <T> T using(Sql.Use<T> use) {
        return Sql.using(database, "mirroring a board", use);
    }
}
