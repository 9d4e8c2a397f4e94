package dev.adjudge.run.moderation;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.ActionEnded;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Sql;
import dev.adjudge.warehouse.OpenItems;
import dev.adjudge.warehouse.SocialItems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Brings what an action came to back to its item, in the transaction that records its end. */
@ApplicationScoped
class ItemOutcomes {

    private static final Duration ANSWER = Duration.ofHours(4);

    private final SocialItems items;
    private final OpenItems open;
    private final DataSource database;

    ItemOutcomes(SocialItems items, OpenItems open, DataSource database) {
        this.items = items;
        this.open = open;
        this.database = database;
    }

    void whenEnded(@Observes ActionEnded ended) {
        if (ended.subject().kind().equals(Subject.ITEM)) {
            Sql.using(database, "noting what became of an item", sql -> {
                if (ended.done()) {
                    show(sql, ended);
                } else if (isMissed(ended.action())) {
                    reopen(sql, ended);
                }
                return Boolean.TRUE;
            });
        }
    }

    private void show(Sql sql, ActionEnded done) throws SQLException {
        Action action = done.action();
        if (action instanceof Action.Hide || action instanceof Action.Unhide || action instanceof Action.Delete) {
            Subject subject = done.subject();
            items.show(sql, subject.platform(), subject.id(), String.valueOf(action.after()), done.at());
        }
    }

    /** Whoever thought that it is handled is mistaken. */
    private void reopen(Sql sql, ActionEnded ended) throws SQLException {
        String because = "its " + ended.action().kind() + " was not done, see action " + ended.actionId();
        open.reopen(
                sql,
                ended.subject().platform(),
                ended.subject().id(),
                because,
                ended.at(),
                ended.at().plus(ANSWER));
    }

    private static boolean isMissed(Action action) {
        return action instanceof Action.Hide || action instanceof Action.Delete || action instanceof Action.Reply;
    }
}
