package dev.adjudge.act;

import dev.adjudge.act.BoardEditors.Editor;
import dev.adjudge.act.MirroredPages.Known;
import dev.adjudge.platform.Problem;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is held, on a board where people answer it. Answers are heard first; what has become of actions is shown then. Whatever is
 * interrupted is done again at the next look, and changes nothing the second time.
 */
@Singleton
public class ActionMirror {

    private static final Logger log = Logger.getLogger(ActionMirror.class);

    /** Pages made, and brought up to date, in one look: the next one hears what was answered meanwhile. */
    private static final int BATCH = 100;

    /** Who may answer at all (platform.security.Policy); who exactly is in the table Approval Policy. */
    private static final Set<String> MAY_ANSWER = Set.of("operator", "publisher");

    private static final String HELD = ActionStatus.HELD.word();
    private static final String APPROVED = ActionStatus.APPROVED.word();
    private static final String REJECTED = ActionStatus.REJECTED.word();

    private final MirroredPages pages;
    private final ActionCards cards;
    private final ActionLog actions;
    private final Approvals approvals;
    private final BoardEditors editors;

    ActionMirror(MirroredPages pages, ActionCards cards, ActionLog actions, Approvals approvals, BoardEditors editors) {
        this.pages = pages;
        this.cards = cards;
        this.actions = actions;
        this.approvals = approvals;
        this.editors = editors;
    }

    /** Hears what was answered since the last look, and shows what is held now. */
    public void look(Board board) throws ActionFailed {
        hear(board);
        bringUpToDate(board);
        make(board);
    }

    // ---------------------------------------------------------------------------------------------- in

    private void hear(Board board) throws ActionFailed {
        Optional<Instant> since = pages.heardUntil(board, Board.Kind.ACTION);
        List<BoardPage> edited = board.edited(
                Board.Kind.ACTION,
                since.map(until -> until.minus(MirroredPages.OVERLAP)).orElse(null));
        Map<String, Known> known = pages.known(board, Board.Kind.ACTION, edited);
        Map<UUID, LoggedAction> all =
                byId(known.values().stream().map(ActionMirror::id).toList());
        Instant until = since.orElse(Instant.EPOCH);
        boolean waits = false;
        for (BoardPage page : edited.stream()
                .sorted(Comparator.comparing(BoardPage::editedAt))
                .toList()) {
            Known ours = known.get(page.id()); // a page that we did not make asks nothing
            LoggedAction action = ours == null ? null : all.get(id(ours));
            if (ours != null && action != null && isAnswer(page, ours, action) && !answer(board, page.id(), ours)) {
                waits = true; // it is asked for again the next time
            }
            until = !waits && page.editedAt().isAfter(until) ? page.editedAt() : until;
        }
        if (until.isAfter(since.orElse(Instant.EPOCH))) {
            pages.heardUntil(board, Board.Kind.ACTION, until);
        }
    }

    /** A state that is neither what we showed nor what is so was set by somebody. */
    private static boolean isAnswer(BoardPage page, Known ours, LoggedAction action) {
        return !page.state().equals(ours.state()) && !page.state().equals(ActionCards.state(action));
    }

    /** Whether it was heard; not while what is there now can't be looked at. */
    private boolean answer(Board board, String id, Known ours) throws ActionFailed {
        Optional<BoardPage> now = board.read(Board.Kind.ACTION, id);
        if (now.isEmpty()) {
            pages.gone(board, id);
            return true;
        }
        BoardPage page = now.get();
        LoggedAction action = actions.find(id(ours)).orElseThrow();
        if (!isAnswer(page, ours, action)) {
            return true;
        }
        String told;
        try {
            told = heard(board, page, action);
        } catch (Problem e) {
            if (e.status() == 429 || e.status() == 503) {
                log.warnf("An answer waits, board=%s action=%s: %s", board.name(), action.id(), e.getMessage());
                return false;
            }
            told = (page.state().equals(REJECTED) ? "Not rejected. " : "Not approved. ") + e.getMessage();
        }
        LoggedAction after = actions.find(action.id()).orElse(action);
        show(board, page.id(), after, told);
        log.infof("Answer heard, board=%s action=%s status=%s", board.name(), after.id(), after.status());
        return true;
    }

    /** Does what was answered, or says why not. */
    private String heard(Board board, BoardPage page, LoggedAction action) throws ActionFailed {
        String wanted = page.state();
        if (!wanted.equals(APPROVED) && !wanted.equals(REJECTED)) {
            return "To answer, set the status to Approved or Rejected; the others are set by Adjudge.";
        }
        if (!action.status().equals(HELD)) {
            return ActionCards.became(action);
        }
        Editor editor = editors.of(board, page);
        Optional<String> refusal = editors.refusal(editor, MAY_ANSWER, ActionCards.subject(action), wanted);
        if (refusal.isPresent() || !(editor instanceof Editor.Known known)) {
            return refusal.orElse("");
        }
        if (!page.says().equals(cards.of(action).says())) {
            return "Not heard: this page no longer said what is asked, since somebody edited it. It does again; look, and answer again.";
        }
        if (wanted.equals(APPROVED)) {
            approvals.approve(action.id(), page.comment(), known.caller(), known.roles());
            return "Approved by " + known.caller().actor() + ".";
        }
        approvals.reject(action.id(), page.comment(), known.caller(), known.roles());
        return "Rejected by " + known.caller().actor() + ".";
    }

    // ---------------------------------------------------------------------------------------------- out

    private void bringUpToDate(Board board) throws ActionFailed {
        List<Known> changed = pages.changed(board, BATCH);
        Map<UUID, LoggedAction> all =
                byId(changed.stream().map(ActionMirror::id).toList());
        for (Known page : changed) {
            LoggedAction action = all.get(id(page));
            if (action == null) {
                continue;
            }
            boolean ended = !page.state().equals(ActionCards.state(action));
            Optional<BoardPage> now = board.read(Board.Kind.ACTION, page.page());
            if (now.isEmpty()) {
                pages.gone(board, page.page());
            } else if (ended || now.get().state().equals(page.state())) { // an answer meanwhile is heard first
                show(board, page.page(), action, ended ? ActionCards.became(action) : null);
            }
        }
    }

    private void make(Board board) throws ActionFailed {
        List<UUID> some = pages.toMake(board, BATCH);
        Map<UUID, LoggedAction> all = byId(some);
        ActionFailed refused = null;
        for (UUID id : some) {
            LoggedAction action = all.get(id);
            if (action == null) {
                continue;
            }
            try {
                make(board, action);
                refused = null;
            } catch (ActionFailed.Permanent e) {
                log.errorf("A page was refused, board=%s action=%s: %s", board.name(), id, e.getMessage());
                if (refused != null) { // not for what stands on this one page
                    throw e;
                }
                refused = e;
            }
        }
        if (refused != null) {
            throw refused;
        }
    }

    /** Making a page is nothing that can be repeated: it is said before, and looked for where it was said already. */
    private void make(Board board, LoggedAction action) throws ActionFailed {
        BoardCard.Held card = cards.of(action);
        Optional<BoardPage> there =
                pages.begin(board, card) ? Optional.empty() : board.find(Board.Kind.ACTION, card.key());
        if (there.isPresent()) {
            show(board, there.get().id(), action, null);
        } else if (card.state().equals(HELD)) {
            pages.shows(board, card, board.make(card), ActionCards.shown(action));
        } else {
            pages.forget(board, card);
        }
    }

    private void show(Board board, String page, LoggedAction action, @Nullable String told) throws ActionFailed {
        BoardCard.Held card = cards.of(action);
        board.write(page, card, told != null, told);
        pages.shows(board, card, page, ActionCards.shown(action));
    }

    private Map<UUID, LoggedAction> byId(List<UUID> ids) {
        return actions.some(ids).stream().collect(Collectors.toMap(LoggedAction::id, Function.identity()));
    }

    private static UUID id(Known page) {
        return UUID.fromString(page.subject());
    }
}
