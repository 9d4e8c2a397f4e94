package dev.adjudge.run.moderation;

import dev.adjudge.decision.ActionAnswered;
import dev.adjudge.decision.ActionAnswered.Answer;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Sql;
import dev.adjudge.warehouse.ItemReviews;
import dev.adjudge.warehouse.ItemReviews.Review;
import dev.adjudge.warehouse.OpenItems;
import dev.adjudge.warehouse.StoredItem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** An item waits no more when what is held about it is answered, wherever that was done; the answer says whether its rule was right. */
@ApplicationScoped
class ItemAnswers {

    private final OpenItems open;
    private final ItemReviews reviews;
    private final ReplyLimits limits;
    private final DataSource database;

    ItemAnswers(OpenItems open, ItemReviews reviews, ReplyLimits limits, DataSource database) {
        this.open = open;
        this.reviews = reviews;
        this.limits = limits;
        this.database = database;
    }

    void whenAnswered(@Observes ActionAnswered answered) {
        if (!answered.subject().kind().equals(Subject.ITEM)) {
            return;
        }
        Sql.using(database, "answering for an item", sql -> {
            Optional<StoredItem> found = open.lock(
                    sql, answered.subject().platform(), answered.subject().id());
            if (found.isPresent()) {
                answer(sql, found.get(), answered);
            }
            return Boolean.TRUE;
        });
    }

    private void answer(Sql sql, StoredItem item, ActionAnswered answered) throws SQLException {
        if (answered.answer() == Answer.APPROVED && answered.kind().equals("reply")) {
            limits.refuseOneTooMany(sql, item, answered.at());
        }
        boolean person = !answered.by().equals(Caller.SERVICE.actor());
        if (person) {
            Person.refuseWhatIsLeased(item, answered.by(), answered.roles(), answered.at());
        }
        // What somebody else was asked about waits for them, whatever became of what was held.
        boolean asked = answered.answer() == Answer.EXPIRED && item.open().escalatedTo() != null;
        if (item.waits() && !asked) {
            open.close(
                    sql,
                    item.id(),
                    answered.answer() == Answer.APPROVED ? "handled" : "passed",
                    answered.by(),
                    answered.at());
        }
        if (person) {
            reviews.add(
                    sql,
                    new Review(
                            item.id(),
                            answered.decision(),
                            answered.action(),
                            answered.rule(),
                            answered.answer() == Answer.APPROVED ? "approved" : "rejected",
                            answered.answer() == Answer.APPROVED ? "right" : "wrong",
                            null,
                            null,
                            item.sampled(),
                            answered.by(),
                            answered.comment(),
                            answered.at()));
        }
    }
}
