package dev.adjudge.run.moderation;

import dev.adjudge.warehouse.ItemFilter;
import dev.adjudge.warehouse.OpenItems;
import dev.adjudge.warehouse.StoredItem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What waits for people, and who has what of it: nobody works on what somebody else has. */
@ApplicationScoped
public class Queue {

    private final OpenItems open;
    private final ModerationSettings settings;
    private final Clock clock;

    Queue(OpenItems open, ModerationSettings settings, Clock clock) {
        this.open = open;
        this.settings = settings;
        this.clock = clock;
    }

    /** The most pressing ones that nobody has, and that were put before nobody else. */
    public List<StoredItem> lease(ItemFilter filter, int most, Person person) {
        Instant now = clock.instant();
        return open.lease(filter, most, person.actor(), person.names(), now, now.plus(settings.queueLease()));
    }

    /** @param ids null for all */
    public List<UUID> renew(@Nullable List<UUID> ids, Person person) {
        Instant now = clock.instant();
        return open.renew(person.actor(), ids, now, now.plus(settings.queueLease()));
    }

    /** @param ids null for all */
    public List<UUID> release(@Nullable List<UUID> ids, Person person) {
        return open.release(person.actor(), ids, clock.instant());
    }
}
