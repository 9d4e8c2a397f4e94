package dev.adjudge.run.moderation;

import dev.adjudge.decision.Approval;
import dev.adjudge.fact.Anomaly;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.platform.Sql;
import dev.adjudge.rules.LiveRules;
import dev.adjudge.run.AlertDesk;
import dev.adjudge.warehouse.ItemReviews;
import dev.adjudge.warehouse.ItemReviews.Review;
import dev.adjudge.warehouse.OpenItems;
import dev.adjudge.warehouse.StoredItem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** People put items before others: a role, or somebody by name. */
@ApplicationScoped
public class Escalating {

    private static final int STEPS = 2;
    private static final Pattern USER = Pattern.compile("(user|oidc):\\S{1,100}");

    private final ModerationDesk desk;
    private final OpenItems open;
    private final ItemReviews reviews;
    private final Closing closing;
    private final AlertDesk alerts;
    private final LiveRules rules;
    private final ModerationSettings settings;
    private final DataSource database;
    private final Clock clock;

    Escalating(
            ModerationDesk desk,
            OpenItems open,
            ItemReviews reviews,
            Closing closing,
            AlertDesk alerts,
            LiveRules rules,
            ModerationSettings settings,
            DataSource database,
            Clock clock) {
        this.desk = desk;
        this.open = open;
        this.reviews = reviews;
        this.closing = closing;
        this.alerts = alerts;
        this.rules = rules;
        this.settings = settings;
        this.database = database;
        this.clock = clock;
    }

    /**
     * Has an item wait for somebody else, more urgently than before; who had it has it no more.
     *
     * @param to a role, or one user ({@code user:anna}); the admins when nobody is named
     */
    public void escalate(UUID id, @Nullable String to, Said said, Person person) {
        String who = to == null || to.isBlank() ? "admin" : to;
        if (!Approval.ROLES.contains(who) && !USER.matcher(who).matches()) {
            String detail =
                    "is '" + who + "'; it must be one of operator, publisher, admin, or a user such as user:anna";
            throw Problem.wrong("to " + detail, new FieldError("/to", detail));
        }
        String why = ModerationDesk.required(said, "An escalation says why");
        StoredItem item = desk.find(id);
        Instant now = clock.instant();
        QuarkusTransaction.requiringNew()
                .run(() -> Sql.using(database, "escalating an item", sql -> {
                    StoredItem locked = open.lock(sql, id).orElseThrow();
                    person.refuseWhatIsLeased(locked, now);
                    if (locked.erasedAt() != null) {
                        throw Problem.conflict(
                                "Item " + id + " was erased, as its author asked; there is nothing to look at");
                    }
                    open.escalate(
                            sql,
                            id,
                            STEPS,
                            person.actor() + " asks " + who + ": " + why,
                            who,
                            now,
                            now.plus(settings.escalatedAnswer()));
                    reviews.add(
                            sql,
                            new Review(
                                    id,
                                    locked.decisionId(),
                                    null,
                                    null,
                                    "escalated",
                                    "unsure",
                                    said.intent(),
                                    said.sentiment(),
                                    locked.sampled(),
                                    person.actor(),
                                    said.comment(),
                                    now));
                    closing.tell(locked, person, "item.escalated", Map.of("to", who), said);
                    return Boolean.TRUE;
                }));
        alerts.judge(new Anomaly("item_escalated", "item:" + item.item().key(), 1, null), rules.live(), null);
    }
}
