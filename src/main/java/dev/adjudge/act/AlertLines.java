package dev.adjudge.act;

import dev.adjudge.act.AlertMessages.Due;
import dev.adjudge.act.Message.Line;
import dev.adjudge.platform.OwnAddress;
import dev.adjudge.platform.Sql;
import jakarta.inject.Singleton;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** The lines of a message: each alert has one, and below it, as far as there is room, what it is about, with its decisions. */
@Singleton
class AlertLines {

    private static final int MOST = 10;
    private static final String OF_A_RULE = "rule:";
    private static final Set<String> ANSWERS = Set.of("reply", "delete_reply");
    private static final Duration DAY = Duration.ofDays(1);

    /** What a rule that tells people said in a run, the campaigns with the highest spend first. */
    private static final String SAID = """
            SELECT a.platform, a.campaign_id AS subject, c.name, a.reason, a.decision_id
            FROM optimization_actions a
            JOIN optimization_rules r ON r.id = a.rule_id
            JOIN campaigns c ON c.platform = a.platform AND c.campaign_id = a.campaign_id
            WHERE a.run_id = ? AND r.rule_name = ? AND a.action_type = 'notify' AND a.undoes IS NULL
            ORDER BY (a.performance_snapshot #>> '{d7,spend}')::numeric DESC NULLS LAST, a.platform, a.campaign_id LIMIT ?""";

    /** What a rule wanted of a run's campaigns, and what became of it, the highest spend first. */
    private static final String MATCHED = """
            SELECT d.platform, d.subject_id AS subject, c.name, concat(v ->> 'proposedBecause', ' (', v ->> 'verdict', ')') AS reason,
                d.id AS decision_id
            FROM decisions d CROSS JOIN jsonb_array_elements(d.verdicts) AS v
            JOIN campaigns c ON c.platform = d.platform AND c.campaign_id = d.subject_id
            WHERE d.run_id = ? AND v ->> 'rule' = ?
            ORDER BY (d.facts #>> '{d7,spend}')::numeric DESC NULLS LAST, d.platform, d.subject_id LIMIT ?""";

    /** What was done in an account, or all of them, the latest first. */
    private static final String DONE = """
            SELECT a.platform, a.subject_id AS subject, c.name, concat(a.action_type, ', ', a.reason) AS reason, a.decision_id
            FROM optimization_actions a
            LEFT JOIN campaigns c ON a.subject_kind = 'campaign' AND c.platform = a.platform AND c.campaign_id = a.subject_id
            WHERE a.action_taken AND a.finished_at > ? AND a.finished_at <= ? AND a.decision_id IS NOT NULL
                AND ? IN ('service', 'account:' || a.platform || ':' || a.account_id)
            ORDER BY a.finished_at DESC, a.id LIMIT ?""";

    private final DataSource database;
    private final ActionLog log;
    private final ActionCards cards;
    private final OwnAddress own;

    AlertLines(DataSource database, ActionLog log, ActionCards cards, OwnAddress own) {
        this.database = database;
        this.log = log;
        this.cards = cards;
        this.own = own;
    }

    /** @param more how many were left out */
    record Lines(List<Line> told, int more) {}

    /** What one alert is about, as much as there is room for. */
    private record About(List<Line> told, long all) {

        static final About NOTHING = new About(List.of(), 0);

        long more() {
            return Math.max(0, all - told.size());
        }
    }

    Lines of(List<Due> some) {
        int named = Math.min(some.size(), MOST);
        int room = MOST - named;
        long more = (long) some.size() - named;
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < named; i++) {
            LoggedAlert alert = some.get(i).alert();
            lines.add(new Line(alert.subject() + ": " + alert.reason(), link(alert)));
            int left = named - i;
            About about = about(alert, (room + left - 1) / left);
            lines.addAll(about.told());
            room -= about.told().size();
            more += about.more();
        }
        return new Lines(lines, Math.toIntExact(more));
    }

    /** Where it is read, and acknowledged. */
    URI link(LoggedAlert alert) {
        return link("/api/alerts/" + alert.id());
    }

    private URI link(String path) {
        return URI.create(own.uri() + path);
    }

    private About about(LoggedAlert alert, int most) {
        if (!alert.actions().isEmpty()) {
            return asked(alert.actions(), most);
        }
        UUID run = alert.run();
        if (run != null && alert.subject().startsWith(OF_A_RULE)) {
            String rule = alert.subject().substring(OF_A_RULE.length());
            return decided(alert, alert.kind().equals("rule_fires_more") ? MATCHED : SAID, run, rule, most);
        }
        return alert.kind().equals("many_actions")
                ? decided(alert, DONE, alert.raisedAt().minus(DAY), alert.raisedAt(), alert.subject(), most)
                : About.NOTHING;
    }

    /** Those that still wait, the next to end first. */
    private About asked(List<UUID> actions, int most) {
        List<LoggedAction> waiting = log.some(actions).stream()
                .filter(action -> action.status().equals(ActionStatus.HELD.word()))
                .toList();
        return new About(
                waiting.stream()
                        .sorted(Comparator.comparing(this::deadline))
                        .limit(most)
                        .map(this::line)
                        .toList(),
                waiting.size());
    }

    private Instant deadline(LoggedAction action) {
        LoggedAction.Approval approval = action.approval();
        Instant deadline = approval == null ? null : approval.deadline();
        return deadline == null ? Instant.MAX : deadline.truncatedTo(ChronoUnit.SECONDS);
    }

    /** What is answered to a person stays where it is asked for. */
    private Line line(LoggedAction action) {
        BoardCard.Held card = cards.of(action);
        String change = ANSWERS.contains(action.kind()) ? "" : ", " + card.change();
        UUID decision = action.decisionId();
        return new Line(
                card.title() + change + "; " + card.approver() + " may answer until " + deadline(action),
                decision == null ? card.link() : link("/api/decisions/" + decision));
    }

    private About decided(LoggedAlert alert, String query, Object... values) {
        return new About(
                Sql.using(database, "reading what alerts are about", sql -> sql.list(query, this::line, values)),
                alert.count());
    }

    private Line line(ResultSet row) throws SQLException {
        String subject = row.getString("platform") + " " + row.getString("subject");
        String name = row.getString("name");
        return new Line(
                (name == null ? subject : name + " (" + subject + ")") + ": " + row.getString("reason"),
                link("/api/decisions/" + row.getObject("decision_id", UUID.class)));
    }
}
