package dev.adjudge.act;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A board outside on which people see what is held and which rules decide, and answer there. Connectors implement it. It never decides:
 * who may answer, and what becomes of it, is decided here.
 */
public interface Board {

    /** Its name in the database, the audit log and the health: {@code notion}. */
    String name();

    /** Whether there is a place for such cards. */
    boolean has(Kind kind);

    /** The page of a card, looked for by its key, where one may have been made that nobody remembers. */
    Optional<BoardPage> find(Kind kind, String key) throws ActionFailed;

    /** A page as it is now; empty when somebody deleted it. */
    Optional<BoardPage> read(Kind kind, String page) throws ActionFailed;

    /** Makes a page, at most one with each call; returns its id. */
    String make(BoardCard card) throws ActionFailed;

    /**
     * Shows a card on its page anew.
     *
     * @param withState whether the state is set too; what persons set is left alone otherwise
     * @param answer what people are told; null leaves what they were told before
     */
    void write(String page, BoardCard card, boolean withState, @Nullable String answer) throws ActionFailed;

    /**
     * All pages that anybody edited, us too.
     *
     * @param since by the board's own clock; null for all pages
     */
    List<BoardPage> edited(Kind kind, @Nullable Instant since) throws ActionFailed;

    /** Who that is. */
    BoardPerson person(String id) throws ActionFailed;

    /** What a card is about. */
    enum Kind {
        ACTION,
        RULE;

        /** The spelling in tables. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
