package dev.adjudge.run.moderation;

import dev.adjudge.ai.Classifying;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.platform.Sql;
import dev.adjudge.warehouse.DueItems;
import dev.adjudge.warehouse.OpenItems;
import dev.adjudge.warehouse.StoredItem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Has items classified and judged anew; what was concluded before stays in the log, what is held about them ends. */
@ApplicationScoped
public class Reclassifying {

    private final Classifying classifying;
    private final OpenItems open;
    private final DueItems due;
    private final ItemWorker worker;
    private final Closing closing;
    private final DataSource database;
    private final Clock clock;

    Reclassifying(
            Classifying classifying,
            OpenItems open,
            DueItems due,
            ItemWorker worker,
            Closing closing,
            DataSource database,
            Clock clock) {
        this.classifying = classifying;
        this.open = open;
        this.due = due;
        this.worker = worker;
        this.closing = closing;
        this.database = database;
        this.clock = clock;
    }

    /**
     * It is done within seconds.
     *
     * @param provider the classifier to ask; null for the one that is set
     */
    public void again(UUID id, @Nullable String provider, Person person) {
        if (provider != null && !classifying.providers().contains(provider)) {
            String detail = "is '" + provider + "'; it must be one of " + String.join(", ", classifying.providers());
            throw Problem.wrong("provider " + detail, new FieldError("/provider", detail));
        }
        QuarkusTransaction.requiringNew()
                .run(() -> Sql.using(database, "having an item judged anew", sql -> {
                    StoredItem item = open.lock(sql, id)
                            .orElseThrow(() -> Problem.unknown(
                                    "There is no item " + id + "; GET /api/moderation/items lists them"));
                    person.refuseWhatIsLeased(item, clock.instant());
                    if (item.visibility().equals("deleted") || !due.again(sql, id, provider, clock.instant())) {
                        throw Problem.conflict("Item " + id + " is gone, and can't be classified any more");
                    }
                    closing.tell(
                            item,
                            person,
                            "item.reclassified",
                            Map.of("by", provider == null ? "the classifier that is set" : provider),
                            Said.NOTHING);
                    return Boolean.TRUE;
                }));
        worker.wake();
    }
}
