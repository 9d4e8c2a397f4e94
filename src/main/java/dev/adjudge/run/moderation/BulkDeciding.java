package dev.adjudge.run.moderation;

import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sha256;
import dev.adjudge.warehouse.ItemFilter;
import dev.adjudge.warehouse.StoredItems;
import dev.adjudge.warehouse.StoredItems.Waiting;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One decision about many items that wait: counted first, each by the way that it would go by itself. */
@ApplicationScoped
public class BulkDeciding {

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

    /**
     * What waits.
     *
     * @param seen stands for these items with these texts; null where there are more than may be decided about at once
     */
    public record Counted(long count, @Nullable String seen) {}

    public Counted count(ItemFilter filter) {
        List<Waiting> some = some(filter);
        return some.size() > settings.bulkMost()
                ? new Counted(items.count(filter), null)
                : new Counted(some.size(), seen(some));
    }

    private List<Waiting> some(ItemFilter filter) {
        return items.waiting(filter, settings.bulkMost() + 1);
    }

    private static String seen(List<Waiting> some) {
        return Sha256.of(some.stream().map(Waiting::toString).sorted().collect(Collectors.joining()));
    }

    /**
     * Decides.
     *
     * @param expected what the caller saw; another number by now is refused, and where {@code seen} is not null, any other item or text
     * @throws Problem 409 when there are others by now, or more than may be decided at once
     */
    public Done decide(ItemFilter filter, Decision decision, Counted expected, Said said, Person person) {
        List<Waiting> some = some(filter);
        if (some.size() > settings.bulkMost()) {
            throw Problem.conflict(
                    "More than " + settings.bulkMost() + " items wait like that, and at most so many are decided"
                            + " about at once (adjudge.moderation.bulk-most); narrow the filter");
        }
        if (expected.seen() != null && !expected.seen().equals(seen(some))) {
            throw Problem.conflict(
                    "Other items wait like that by now, or say something else; count them again, and look at them");
        }
        if (some.size() != expected.count()) {
            throw Problem.conflict(some.size() + " items wait like that by now, not " + expected.count()
                    + "; count them again, and send the number that you saw");
        }
        List<String> refused = new ArrayList<>();
        for (Waiting one : some) {
            try {
                decide(one.id(), decision, said, person);
            } catch (Problem e) {
                refused.add(one.id() + ": " + e.getMessage());
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
}
