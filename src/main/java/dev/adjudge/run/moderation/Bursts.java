package dev.adjudge.run.moderation;

import dev.adjudge.fact.Anomaly;
import dev.adjudge.fact.ItemFacts;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.rules.Alarm;
import dev.adjudge.rules.JudgedItem;
import dev.adjudge.run.AlertDesk;
import dev.adjudge.run.moderation.ItemConclusions.Concluded;
import dev.adjudge.warehouse.ItemHistory;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What follows when much, or much of the same, comes under a post: it is noted, doubtful spam is judged again, and people are told. */
@Singleton
class Bursts {

    private final ItemHistory history;
    private final AlertDesk alerts;

    Bursts(ItemHistory history, AlertDesk alerts) {
        this.history = history;
        this.alerts = alerts;
    }

    /** @return those alarms that tell of something new */
    List<Alarm> note(Connection connection, Concluded concluded) throws SQLException {
        List<Alarm> fresh = new ArrayList<>();
        for (Alarm alarm : concluded.judged().alarms()) {
            SocialItem item = facts(concluded, alarm).item();
            String post = Objects.requireNonNull(item.postId(), "an alarm tells of a post");
            Duration lasts = Duration.ofMinutes(
                    concluded.release().moderationLimits(item).burstMinutes());
            if (history.burst(
                    connection,
                    item.platform(),
                    post,
                    alarm.because(),
                    concluded.at(),
                    concluded.at().plus(lasts))) {
                fresh.add(alarm);
                history.doubtAgain(
                        connection, item.platform(), post, item.createdTime().minus(lasts), concluded.at());
            }
        }
        return fresh;
    }

    void tell(Concluded concluded, Alarm alarm) {
        ItemFacts facts = facts(concluded, alarm);
        alerts.judge(
                new Anomaly(
                        alarm.kind(),
                        "post:" + facts.item().platform() + ":" + facts.item().postId(),
                        Math.max(facts.post().items(), facts.post().alikeUsers()),
                        null),
                concluded.release(),
                null);
    }

    private static ItemFacts facts(Concluded concluded, Alarm alarm) {
        return concluded.judged().items().stream()
                .map(JudgedItem::facts)
                .filter(facts -> facts.item().key().equals(alarm.item()))
                .findFirst()
                .orElseThrow();
    }
}
