package dev.adjudge.run.moderation;

import dev.adjudge.act.LoggedAction;
import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sql;
import dev.adjudge.warehouse.ItemReviews;
import dev.adjudge.warehouse.ItemReviews.Review;
import dev.adjudge.warehouse.OpenItems;
import dev.adjudge.warehouse.StoredItem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Writes down that an item waits no more, what its person said of it, and that in the audit log, all together. */
@ApplicationScoped
class Closing {

    private static final String UNSURE = "unsure";

    private final OpenItems open;
    private final ItemReviews reviews;
    private final AuditLog audit;
    private final DataSource database;
    private final Clock clock;

    Closing(OpenItems open, ItemReviews reviews, AuditLog audit, DataSource database, Clock clock) {
        this.open = open;
        this.reviews = reviews;
        this.audit = audit;
        this.database = database;
        this.clock = clock;
    }

    /** What was done at once was looked at. */
    void reviewed(StoredItem item, Said said, Person person, boolean right, Optional<LoggedAction> done) {
        String decided = right ? "approved" : "rejected";
        inOne(item, person, sql -> {
            open.close(sql, item.id(), "handled", person.actor(), now());
            reviews.add(sql, review(item, decided, right ? "right" : "wrong", said, person, done));
            tell(item, person, "item.reviewed", Map.of("decided", decided, "sampled", item.sampled()), said);
        });
    }

    void resolved(StoredItem item, String outcome, Said said, Person person, Optional<LoggedAction> done) {
        inOne(item, person, sql -> {
            open.close(sql, item.id(), "handled", person.actor(), now());
            reviews.add(sql, review(item, "resolved", outcome, said, person, done));
            tell(item, person, "item.resolved", Map.of("outcome", outcome), said);
        });
    }

    /** Nothing is to be done with it. */
    void left(StoredItem item, Said said, Person person) {
        inOne(item, person, sql -> {
            open.close(sql, item.id(), "passed", person.actor(), now());
            reviews.add(sql, review(item, "acted", UNSURE, said, person, Optional.empty()));
            tell(item, person, "item.left", Map.of(), said);
        });
    }

    /** As part of a transaction: somebody does something with it. */
    void acted(StoredItem item, Said said, Person person) {
        Sql.using(database, "closing an item", sql -> {
            stillTheSame(sql, item, person);
            open.close(sql, item.id(), "handled", person.actor(), now());
            reviews.add(sql, review(item, "acted", UNSURE, said, person, Optional.empty()));
            return Boolean.TRUE;
        });
    }

    /** Whoever brings something back says that its rule was wrong. */
    void undone(StoredItem item, LoggedAction action, Said said, Person person) {
        Sql.using(database, "reviewing what was undone", sql -> {
            reviews.add(
                    sql,
                    review(
                            item,
                            "undone",
                            action.decisionId() == null ? UNSURE : "wrong",
                            said,
                            person,
                            Optional.of(action)));
            return Boolean.TRUE;
        });
    }

    private interface Step {
        void on(Sql sql) throws SQLException;
    }

    private void inOne(StoredItem item, Person person, Step step) {
        QuarkusTransaction.requiringNew()
                .run(() -> Sql.using(database, "closing an item", sql -> {
                    StoredItem now = stillTheSame(sql, item, person);
                    if (!now.waits()) {
                        throw Problem.conflict("Item " + item.id() + " is " + now.status() + " by now, by "
                                + now.open().closedBy());
                    }
                    step.on(sql);
                    return Boolean.TRUE;
                }));
    }

    private StoredItem stillTheSame(Sql sql, StoredItem item, Person person) throws SQLException {
        StoredItem now = open.lock(sql, item.id()).orElseThrow();
        person.refuseWhatIsLeased(now, now());
        if (!now.item().text().equals(item.item().text())) {
            throw Problem.conflict("Item " + item.id() + " has another text by now; look at it again");
        }
        return now;
    }

    private Review review(
            StoredItem item, String decided, String outcome, Said said, Person person, Optional<LoggedAction> about) {
        return new Review(
                item.id(),
                item.decisionId(),
                about.map(LoggedAction::id).orElse(null),
                about.filter(action -> action.runId() != null)
                        .map(LoggedAction::rule)
                        .orElse(null),
                decided,
                outcome,
                said.intent(),
                said.sentiment(),
                item.sampled(),
                person.actor(),
                said.comment(),
                now());
    }

    /** As the audit log tells of an item: by its name, never by its text. */
    void tell(StoredItem item, Person person, String kind, Map<String, ?> more, Said said) {
        Map<String, @Nullable Object> after = new LinkedHashMap<>(more);
        after.put("item", item.id());
        if (said.intent() != null) {
            after.put("intent", said.intent());
        }
        if (said.sentiment() != null) {
            after.put("sentiment", said.sentiment());
        }
        audit.add(Happening.of(
                person.caller(),
                kind,
                "item:" + item.item().key(),
                Map.of("status", item.status()),
                after,
                said.comment()));
    }

    private Instant now() {
        return clock.instant();
    }
}
