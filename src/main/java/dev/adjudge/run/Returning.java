package dev.adjudge.run;

import dev.adjudge.act.Returns;
import dev.adjudge.act.Returns.Awaited;
import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.fact.CampaignKey;
import dev.adjudge.rules.CampaignCondition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks, while a run reads campaigns, which of the paused ones may go on: those that wait for a condition. For one thread. */
final class Returning {

    private final Map<CampaignKey, Awaited> awaited = new HashMap<>();
    private final Map<String, CampaignCondition> conditions = new HashMap<>();
    private final List<UUID> met = new ArrayList<>();
    private final Map<UUID, @Nullable String> troubles = new LinkedHashMap<>();

    private Returning() {}

    static Returning none() {
        return new Returning();
    }

    static Returning of(List<Awaited> all) {
        Returning returning = new Returning();
        all.forEach(each -> returning.awaited.put(new CampaignKey(each.platform(), each.campaign()), each));
        return returning;
    }

    void look(CampaignFacts facts) {
        Awaited waiting =
                awaited.isEmpty() ? null : awaited.get(facts.campaign().key());
        if (waiting != null) {
            look(waiting, facts);
        }
    }

    private void look(Awaited waiting, CampaignFacts facts) {
        @Nullable String trouble = null;
        try {
            CampaignCondition condition = conditions.computeIfAbsent(waiting.condition(), CampaignCondition::of);
            Optional<Boolean> answer = condition.met(facts);
            if (answer.isEmpty()) {
                trouble = "nobody knows " + String.join(", ", condition.unknown(facts));
            } else if (answer.get()) {
                met.add(waiting.pause());
            }
        } catch (RuntimeException e) {
            trouble = String.valueOf(e.getMessage());
        }
        if (!java.util.Objects.equals(trouble, waiting.trouble())) {
            troubles.put(waiting.pause(), trouble);
        }
    }

    /** Whether nothing came of it. */
    boolean isOver() {
        return met.isEmpty() && troubles.isEmpty();
    }

    void conclude(Connection connection, Returns returns, Instant at) throws SQLException {
        for (Map.Entry<UUID, @Nullable String> each : troubles.entrySet()) {
            returns.unclear(connection, each.getKey(), each.getValue());
        }
        if (!met.isEmpty()) {
            returns.met(connection, met, at);
        }
    }
}
