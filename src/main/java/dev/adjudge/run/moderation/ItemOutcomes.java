package dev.adjudge.run.moderation;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.ActionDone;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Sql;
import dev.adjudge.warehouse.SocialItems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import javax.sql.DataSource;

/** Brings what an action changed outside back to the item, in the transaction that records the action as done. */
@ApplicationScoped
class ItemOutcomes {

    private final SocialItems items;
    private final DataSource database;

    ItemOutcomes(SocialItems items, DataSource database) {
        this.items = items;
        this.database = database;
    }

    void whenDone(@Observes ActionDone done) {
        Action action = done.action();
        if (action instanceof Action.Hide || action instanceof Action.Unhide || action instanceof Action.Delete) {
            Subject subject = done.subject();
            Sql.using(database, "noting what was done with an item", sql -> {
                items.show(sql, subject.platform(), subject.id(), String.valueOf(action.after()), done.at());
                return Boolean.TRUE;
            });
        }
    }
}
