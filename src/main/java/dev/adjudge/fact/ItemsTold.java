package dev.adjudge.fact;

import java.util.List;

/**
 * Fired with what happened to items, by whoever was told of it or asked for it. Who hears it keeps all of it, or fails and keeps none; the
 * same may be told again.
 */
public record ItemsTold(List<ItemEvent> events) {

    public ItemsTold {
        events = List.copyOf(events);
    }

    /** Without what people wrote: for logs. */
    @Override
    public String toString() {
        return events.size() + " events";
    }
}
