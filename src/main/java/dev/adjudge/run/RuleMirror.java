package dev.adjudge.run;

import dev.adjudge.act.ActionFailed;
import dev.adjudge.act.Board;
import dev.adjudge.act.BoardCard;
import dev.adjudge.act.BoardEditors;
import dev.adjudge.act.BoardEditors.Editor;
import dev.adjudge.act.BoardPage;
import dev.adjudge.act.MirroredPages;
import dev.adjudge.act.MirroredPages.Known;
import dev.adjudge.act.Switches;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sha256;
import dev.adjudge.rules.RuleRegister;
import dev.adjudge.rules.RuleRegister.Rule;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The rules of the live release on a board, where people switch them off and on; those that were dropped stay there, inactive. */
@ApplicationScoped
class RuleMirror {

    private static final Logger log = Logger.getLogger(RuleMirror.class);

    /** Who may switch a rule (platform.security.Policy). */
    private static final Set<String> MAY_SWITCH = Set.of("operator");

    private static final String DROPPED = "dropped";

    private final RuleRegister register;
    private final Switches switches;
    private final MirroredPages pages;
    private final BoardEditors editors;

    RuleMirror(RuleRegister register, Switches switches, MirroredPages pages, BoardEditors editors) {
        this.register = register;
        this.switches = switches;
        this.pages = pages;
        this.editors = editors;
    }

    /** Hears which rules were switched since the last look, and shows how they are now. */
    void look(Board board) throws ActionFailed {
        hear(board);
        show(board);
    }

    // ---------------------------------------------------------------------------------------------- in

    private void hear(Board board) throws ActionFailed {
        Optional<Instant> since = pages.heardUntil(board, Board.Kind.RULE);
        List<BoardPage> edited = board.edited(
                Board.Kind.RULE,
                since.map(until -> until.minus(MirroredPages.OVERLAP)).orElse(null));
        Map<String, Known> known = pages.known(board, Board.Kind.RULE, edited);
        Map<String, Rule> rules = rules();
        Instant until = since.orElse(Instant.EPOCH);
        for (BoardPage page : edited.stream()
                .sorted(Comparator.comparing(BoardPage::editedAt))
                .toList()) {
            Known ours = known.get(page.id());
            if (ours != null && !page.state().equals(state(rules.get(ours.subject())))) {
                answer(board, page.id(), ours);
            }
            until = page.editedAt().isAfter(until) ? page.editedAt() : until;
        }
        if (until.isAfter(since.orElse(Instant.EPOCH))) {
            pages.heardUntil(board, Board.Kind.RULE, until);
        }
    }

    private void answer(Board board, String id, Known ours) throws ActionFailed {
        Optional<BoardPage> page = board.read(Board.Kind.RULE, id);
        Rule rule = register.byName(ours.subject()).orElse(null);
        if (page.isEmpty()) {
            pages.gone(board, id);
        } else if (!page.get().state().equals(state(rule))) {
            // Our own tick that a rule's switch has overtaken is no answer of anybody.
            boolean overtaken = page.get().state().equals(ours.state());
            String told = overtaken ? null : heard(board, page.get(), ours.subject(), rule);
            if (told != null) {
                show(board, ours, register.byName(ours.subject()).orElse(null), told);
                log.infof("Answer heard, board=%s rule=%s", board.name(), ours.subject());
            }
        }
    }

    /** Does what was answered, or says why not. */
    private String heard(Board board, BoardPage page, String name, @Nullable Rule rule) throws ActionFailed {
        boolean wanted = page.state().equals(BoardCard.Rule.ACTIVE);
        Editor editor = editors.of(board, page);
        Optional<String> refusal = editors.refusal(editor, MAY_SWITCH, "switch:rule:" + name, page.state());
        if (refusal.isPresent() || !(editor instanceof Editor.Known known)) {
            return refusal.orElse("");
        }
        if (rule == null) {
            return "Not heard: the live release has no such rule any more.";
        }
        if (!page.says().equals(name)) {
            return "Not heard: this page no longer said which rule it is about, since somebody edited it. It does again; look, and answer"
                    + " again.";
        }
        try {
            if (wanted) {
                switches.turnOff("rule:" + name, known.caller());
                return "Switched on by " + known.caller().actor() + ".";
            }
            String reason = page.comment().isBlank() ? "switched off in " + board.name() : page.comment();
            switches.turnOn("rule:" + name, reason, known.caller());
            return "Switched off by " + known.caller().actor() + ": " + reason;
        } catch (Problem e) {
            return "Not heard. " + e.getMessage();
        }
    }

    // ---------------------------------------------------------------------------------------------- out

    private void show(Board board) throws ActionFailed {
        Map<String, Rule> rules = rules();
        Map<String, Known> known = pages.rules(board);
        Set<String> deleted = new HashSet<>(pages.deletedRules(board));
        for (Rule rule : rules.values()) {
            Known page = known.get(rule.name());
            if (page == null || page.page().isEmpty() && !deleted.contains(rule.name())) {
                make(board, rule);
            } else if (!page.page().isEmpty() && !page.shown().equals(shown(rule))) {
                bringUpToDate(board, page, rule);
            }
        }
        for (Known page : known.values()) {
            if (!rules.containsKey(page.subject())
                    && !page.page().isEmpty()
                    && !page.shown().equals(DROPPED)) {
                bringUpToDate(board, page, null);
            }
        }
    }

    private void bringUpToDate(Board board, Known page, @Nullable Rule rule) throws ActionFailed {
        Optional<BoardPage> now = board.read(Board.Kind.RULE, page.page());
        if (now.isEmpty()) {
            pages.gone(board, page.page());
        } else if (now.get().state().equals(page.state())) { // an answer meanwhile is heard first
            boolean other = !page.state().equals(state(rule));
            show(board, page, rule, other ? became(rule) : null);
        }
    }

    private void make(Board board, Rule rule) throws ActionFailed {
        BoardCard.Rule card = card(rule);
        Optional<BoardPage> there =
                pages.begin(board, card) ? Optional.empty() : board.find(Board.Kind.RULE, card.key());
        String page = there.isPresent() ? there.get().id() : board.make(card);
        if (there.isPresent()) {
            board.write(page, card, true, null);
        }
        pages.shows(board, card, page, shown(rule));
    }

    private void show(Board board, Known page, @Nullable Rule rule, @Nullable String told) throws ActionFailed {
        BoardCard.Rule card = rule == null ? dropped(page.subject()) : card(rule);
        board.write(page.page(), card, told != null, told);
        pages.shows(board, card, page.page(), rule == null ? DROPPED : shown(rule));
    }

    private Map<String, Rule> rules() {
        Map<String, Rule> rules = new TreeMap<>();
        register.all().forEach(rule -> rules.put(rule.name(), rule));
        return rules;
    }

    private static String became(@Nullable Rule rule) {
        if (rule == null) {
            return "The live release has no such rule any more.";
        }
        return rule.active() ? "Switched on." : "Switched off; GET /api/switches says why.";
    }

    private static String state(@Nullable Rule rule) {
        return rule != null && rule.active() ? BoardCard.Rule.ACTIVE : BoardCard.Rule.INACTIVE;
    }

    private static String shown(Rule rule) {
        return HexFormat.of()
                .formatHex(Sha256.start().digest(card(rule).toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static BoardCard.Rule card(Rule rule) {
        return new BoardCard.Rule(
                rule.name(),
                state(rule),
                rule.type(),
                rule.owner(),
                rule.platform(),
                rule.words(),
                rule.description(),
                rule.hits());
    }

    private static BoardCard.Rule dropped(String name) {
        return new BoardCard.Rule(
                name,
                BoardCard.Rule.INACTIVE,
                DROPPED,
                "",
                "",
                "The live release has no such rule any more.",
                "",
                null);
    }
}
