package dev.adjudge.act;

import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.security.Users;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whom an edit on a board is taken for: a user of ours, with the roles of this moment, or nobody. */
@Singleton
public class BoardEditors {

    private final Users users;
    private final AuditLog audit;

    BoardEditors(Users users, AuditLog audit) {
        this.users = users;
        this.audit = audit;
    }

    /** Whoever edited a page last. */
    public sealed interface Editor {

        /** A user of ours. The caller's origin is the board. */
        record Known(Caller caller, Set<String> roles) implements Editor {}

        /** Somebody whose answers are not heard. */
        record Unheard(Caller caller, String why) implements Editor {}
    }

    public Editor of(Board board, BoardPage page) throws ActionFailed {
        BoardPerson person = board.person(page.editor());
        Caller unknown = new Caller(board.name() + ":" + person.id(), board.name(), null);
        if (!person.isPerson()) {
            return new Editor.Unheard(
                    unknown,
                    "it was " + person.name() + ", a program, that edited this page last; a person has to answer");
        }
        Optional<String> name = person.user();
        if (name.isEmpty()) {
            return new Editor.Unheard(
                    unknown,
                    "nobody said which user " + person.name()
                            + " is. An administrator adds them to the setting adjudge.connector." + board.name()
                            + ".people");
        }
        Set<String> roles = users.rolesNow(name.get());
        return roles.isEmpty()
                ? new Editor.Unheard(
                        unknown,
                        person.name() + " is said to be the user " + name.get()
                                + ", who does not exist or is not active")
                : new Editor.Known(new Caller("user:" + name.get(), board.name(), null), roles);
    }

    /** What somebody may do here, they may do there; of others it is written down that they tried. */
    public Optional<String> refusal(Editor editor, Set<String> oneOf, String subject, String wanted) {
        Caller caller;
        String why;
        if (editor instanceof Editor.Unheard unheard) {
            caller = unheard.caller();
            why = unheard.why();
        } else {
            Editor.Known known = (Editor.Known) editor;
            if (oneOf.stream().anyMatch(known.roles()::contains)) {
                return Optional.empty();
            }
            caller = known.caller();
            why = "this needs the role " + oneOf.stream().sorted().collect(Collectors.joining(" or ")) + ", which "
                    + caller.actor() + " has not";
        }
        audit.add(Happening.of(caller, "board.refused", subject, null, Map.of("wanted", wanted), why));
        return Optional.of("Not heard: " + why + ".");
    }
}
