package dev.adjudge.run.moderation;

import dev.adjudge.act.Outbox;
import dev.adjudge.decision.Subject;
import dev.adjudge.fact.ItemEvent;
import dev.adjudge.fact.ItemsTold;
import dev.adjudge.platform.Sql;
import dev.adjudge.warehouse.SocialItems;
import dev.adjudge.warehouse.SocialItems.Arrived;
import dev.adjudge.warehouse.SocialItems.Change;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Takes in what happened to items. What waits for a person about a text that is gone, or another one now, waits no more. */
@ApplicationScoped
public class Arrivals {

    private static final Comparator<ItemEvent> ONE_ORDER_FOR_ALL =
            Comparator.comparing((ItemEvent event) -> event.item().key()).thenComparing(ItemEvent::at);

    private final SocialItems items;
    private final Outbox outbox;
    private final ItemWorker worker;
    private final DataSource database;
    private final MeterRegistry metrics;
    private final Clock clock;

    Arrivals(
            SocialItems items,
            Outbox outbox,
            ItemWorker worker,
            DataSource database,
            MeterRegistry metrics,
            Clock clock) {
        this.items = items;
        this.outbox = outbox;
        this.worker = worker;
        this.database = database;
        this.metrics = metrics;
        this.clock = clock;
    }

    void hear(@Observes ItemsTold told) {
        arrive(told.events());
    }

    /**
     * All or none of them, in one transaction.
     *
     * @return what each changed, in their order
     */
    public List<Arrived> arrive(List<ItemEvent> events) {
        // Two who tell of the same items wait for each other in the same order.
        List<ItemEvent> ordered = events.stream().sorted(ONE_ORDER_FOR_ALL).toList();
        List<Arrived> arrived = Sql.inTransaction(database, connection -> arrive(connection, ordered));
        if (arrived.stream().anyMatch(one -> one.change() == Change.ADDED || one.change() == Change.EDITED)) {
            worker.wake();
        }
        arrived.forEach(one -> metrics.counter(
                        "moderation.events",
                        "platform",
                        one.event().item().platform(),
                        "change",
                        one.change().word())
                .increment());
        Map<ItemEvent, Integer> places = new IdentityHashMap<>();
        events.forEach(event -> places.put(event, places.size()));
        List<Arrived> asAsked = new ArrayList<>(arrived);
        asAsked.sort(Comparator.comparingInt(one -> places.getOrDefault(one.event(), 0)));
        return asAsked;
    }

    private List<Arrived> arrive(Connection connection, List<ItemEvent> events) throws SQLException {
        List<Arrived> arrived = items.arrive(connection, events);
        withdraw(connection, arrived, Change.EDITED, "Its author changed the text; it is judged anew");
        withdraw(connection, arrived, Change.REMOVED, "It is gone on its platform");
        return arrived;
    }

    /** Nothing is done that was decided of another text. */
    private void withdraw(Connection connection, List<Arrived> arrived, Change change, String why) throws SQLException {
        List<Subject> subjects = arrived.stream()
                .filter(one -> one.change() == change)
                .map(one -> Subject.of(one.event().item()))
                .toList();
        if (!subjects.isEmpty()) {
            outbox.withdraw(connection, subjects, why, clock.instant());
        }
    }
}
