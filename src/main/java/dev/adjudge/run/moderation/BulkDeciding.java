package dev.adjudge.run.moderation;

import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Problem;
import dev.adjudge.warehouse.ItemFilter;
import dev.adjudge.warehouse.StoredItem;
import dev.adjudge.warehouse.StoredItems;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One decision about many items that wait: counted first, each by the way that it would go by itself. */
@ApplicationScoped
public class BulkDeciding {

    private static final int PART = 100;

    private final StoredItems items;
    private final ModerationDesk desk;
    private final ModerationSettings settings;
    private final AuditLog audit;

    BulkDeciding(StoredItems items, ModerationDesk desk, ModerationSettings settings, AuditLog audit) {
        this.items = items;
        this.desk = desk;
        this.settings = settings;
        this.audit = audit;
    }

    /** What is decided about all of them. */
    public enum Decision {
        APPROVE,
        REJECT,
        RESOLVE;

        /** The spelling in the API. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * What came of it.
     *
     * @param decided how many were decided about
     * @param refused why others were not
     */
    public record Done(int decided, List<String> refused) {}

    /** How many wait. */
    public long count(ItemFilter filter) {
        return items.count(filter);
    }

    /**
     * Decides.
     *
     * @param expected how many the caller saw; another number by now is refused
     * @throws Problem 409 when there are others by now, or more than may be decided at once
     */
    public Done decide(ItemFilter filter, Decision decision, long expected, Said said, Person person) {
        List<UUID> some = waiting(filter);
        if (some.size() > settings.bulkMost()) {
            throw Problem.conflict(
                    "More than " + settings.bulkMost() + " items wait like that, and at most so many are decided"
                            + " about at once (adjudge.moderation.bulk-most); narrow the filter");
        }
        if (some.size() != expected) {
            throw Problem.conflict(some.size() + " items wait like that by now, not " + expected
                    + "; count them again, and send the number that you saw");
        }
        List<String> refused = new ArrayList<>();
        for (UUID id : some) {
            try {
                decide(id, decision, said, person);
            } catch (Problem e) {
                refused.add(id + ": " + e.getMessage());
            }
        }
        QuarkusTransaction.requiringNew()
                .run(() -> audit.add(Happening.of(
                        person.caller(),
                        "moderation.bulk",
                        "moderation:bulk",
                        null,
                        Map.of("decision", decision.word(), "items", some.size(), "refused", refused.size()),
                        said.comment())));
        return new Done(some.size() - refused.size(), refused);
    }

    private void decide(UUID id, Decision decision, Said said, Person person) {
        switch (decision) {
            case APPROVE -> desk.approve(id, null, said, person);
            case REJECT -> desk.reject(id, said, person);
            default -> desk.resolve(id, "unsure", said, person);
        }
    }

    private List<UUID> waiting(ItemFilter filter) {
        List<UUID> all = new ArrayList<>();
        StoredItems.@Nullable Place after = null;
        List<StoredItem> part;
        do {
            part = items.waiting(filter, Limit.of(PART), after);
            for (StoredItem item : part.subList(0, Math.min(PART, part.size()))) {
                all.add(item.id());
                Double priority = item.open().priority();
                after = new StoredItems.Place(priority == null ? 0 : priority, item.id());
            }
        } while (part.size() > PART && all.size() <= settings.bulkMost());
        return all;
    }
}
