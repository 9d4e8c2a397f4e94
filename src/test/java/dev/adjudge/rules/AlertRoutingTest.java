package dev.adjudge.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Alert;
import dev.adjudge.fact.Anomaly;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which anomalies people are told of. */
@ExtendWith(Evidence.class)
class AlertRoutingTest {

    private static final String MANY_REFUSED = "Many Refused Sign-ins";
    private static final String REFUSED = "Refused Sign-ins in a Row";
    private static final String NEW_NETWORK = "Key From a New Network";
    private static final String ACTIONS = "Unusual Number of Actions";
    private static final String FIRST_ACTIONS = "Actions Where There Were None";
    private static final String MORE = "Rule Fires Ten Times as Often";
    private static final String SILENT = "Silent Rule Fires Often";

    @Test
    @Fires(MANY_REFUSED)
    void twenty_refused_sign_ins_are_an_attack() {
        Alert alert = told("refused_sign_ins", 20, null);

        assertThat(alert.rule()).isEqualTo(MANY_REFUSED);
        assertThat(alert.level()).isEqualTo(Action.Level.CRITICAL);
        assertThat(alert.channels()).containsExactly("slack", "email", "pagerduty");
        assertThat(alert.escalateAfter()).isZero();
        assertThat(alert.reason())
                .isEqualTo("20 sign-ins in a row were refused within the hour; from 20 on it is taken for an attack");
    }

    @Test
    @Fires(REFUSED)
    @Spares(MANY_REFUSED)
    void five_refused_sign_ins_are_unusual_and_nineteen_are_no_more() {
        Alert alert = told("refused_sign_ins", 5, null);

        assertThat(alert.level()).isEqualTo(Action.Level.WARNING);
        assertThat(alert.escalateAfter()).isEqualTo(30);
        assertThat(alert.reason()).isEqualTo("5 sign-ins in a row were refused within the hour; 5 are unusual");
        assertThat(told("refused_sign_ins", 19, null).rule()).isEqualTo(REFUSED);
    }

    @Test
    @Spares(REFUSED)
    void four_refused_sign_ins_are_nobodys_business() {
        assertThat(judge("refused_sign_ins", 4, null)).isEmpty();
    }

    @Test
    @Fires(NEW_NETWORK)
    void a_key_that_had_a_network_and_is_used_from_another_is_told_of() {
        assertThat(told("key_from_new_network", 1, "1").reason())
                .isEqualTo("A key is used from a network that it was never used from before; networks known before: 1");
    }

    @Test
    @Spares(NEW_NETWORK)
    void the_first_network_of_a_key_is_no_news() {
        assertThat(judge("key_from_new_network", 1, "0")).isEmpty();
    }

    @Test
    @Fires(ACTIONS)
    void three_times_the_usual_actions_are_told_of() {
        assertThat(told("many_actions", 24, "8").reason())
                .isEqualTo("24 actions in 24 hours are 3.00 times the usual 8");
    }

    @Test
    @Spares({ACTIONS, FIRST_ACTIONS})
    void few_actions_or_less_than_three_times_the_usual_or_an_unknown_usual_are_not() {
        assertThat(judge("many_actions", 19, "1")).isEmpty();
        assertThat(judge("many_actions", 29, "10")).isEmpty();
        assertThat(judge("many_actions", 100, null)).isEmpty();
        assertThat(judge("many_actions", 19, "0")).isEmpty();
    }

    @Test
    @Fires(FIRST_ACTIONS)
    void twenty_actions_where_there_were_none_are_told_of() {
        assertThat(told("many_actions", 20, "0").reason())
                .isEqualTo("20 actions in 24 hours, and none in the days before");
    }

    @Test
    @Fires(MORE)
    void a_rule_that_fires_ten_times_as_often_is_told_of() {
        assertThat(told("rule_fires_more", 40, "4").reason())
                .isEqualTo("The rule matched 40 campaigns, 10.00 times the usual 4");
    }

    @Test
    @Spares({MORE, SILENT})
    void a_rule_that_fires_nine_times_as_often_or_seldom_or_without_a_past_is_not() {
        assertThat(judge("rule_fires_more", 39, "4")).isEmpty();
        assertThat(judge("rule_fires_more", 9, "0.5")).isEmpty();
        assertThat(judge("rule_fires_more", 49, "0")).isEmpty();
        assertThat(judge("rule_fires_more", 500, null)).isEmpty();
    }

    @Test
    @Fires(SILENT)
    void a_rule_that_never_fired_and_fires_fifty_times_is_told_of() {
        Alert alert = told("rule_fires_more", 50, "0");

        assertThat(alert.level()).isEqualTo(Action.Level.INFO);
        assertThat(alert.channels()).containsExactly("slack");
        assertThat(alert.escalateAfter()).isNull();
    }

    @Test
    @Fires({"Rule Tells of Campaigns", "Rule Warns of Campaigns", "Rule Raises the Alarm"})
    void what_rules_say_of_campaigns_is_told_at_their_level() {
        Alert info = told("notified_info", 1, null);
        Alert warning = told("notified_warning", 12, null);
        Alert critical = told("notified_critical", 1, null);

        assertThat(info.channels()).containsExactly("slack");
        assertThat(info.escalateAfter()).isNull();
        assertThat(warning.channels()).containsExactly("slack", "email");
        assertThat(warning.escalateAfter()).isEqualTo(30);
        assertThat(warning.reason()).isEqualTo("12 campaigns in this run");
        assertThat(critical.channels()).containsExactly("slack", "email", "pagerduty");
        assertThat(critical.escalateAfter()).isZero();
    }

    @Test
    @Spares({
        "Rule Tells of Campaigns",
        "Rule Warns of Campaigns",
        "Rule Raises the Alarm",
        "Actions Given Up",
        "Approvals Wait",
        "Approvals Escalated",
        "Burst Under a Post",
        "Same Text From Many",
        "Comments Overdue",
        "Complaints Escalated",
        "Doubtful Complaints Escalated",
        "Comment Escalated by a Person"
    })
    void nothing_at_all_is_not_told_of() {
        for (String kind : List.of(
                "notified_info",
                "notified_warning",
                "notified_critical",
                "actions_given_up",
                "approvals_waiting",
                "approvals_escalated",
                "comment_burst",
                "alike_items",
                "moderation_overdue",
                "items_escalated_warning",
                "items_escalated_info",
                "item_escalated")) {
            assertThat(judge(kind, 0, null)).isEmpty();
        }
    }

    @Test
    @Fires({
        "Burst Under a Post",
        "Same Text From Many",
        "Comments Overdue",
        "Complaints Escalated",
        "Comment Escalated by a Person"
    })
    void what_goes_on_among_comments_is_told_of_and_escalates() {
        assertThat(told("comment_burst", 20, null).reason())
                .isEqualTo("20 comments came at once under one post; spam is believed earlier there for a while");
        assertThat(told("alike_items", 5, null).channels()).containsExactly("slack", "email");
        assertThat(told("moderation_overdue", 3, null).reason()).isEqualTo("3 comments wait longer than they should");
        assertThat(told("items_escalated_warning", 3, null).escalateAfter()).isEqualTo(30);
        assertThat(told("item_escalated", 1, null).level()).isEqualTo(Action.Level.WARNING);
    }

    @Test
    @Fires("Doubtful Complaints Escalated")
    void what_may_be_a_complaint_is_told_of_quietly() {
        Alert alert = told("items_escalated_info", 3, null);

        assertThat(alert.channels()).containsExactly("slack");
        assertThat(alert.escalateAfter()).isNull();
    }

    @Test
    @Fires({"Actions Given Up", "Actions Overdue", "Stale Source"})
    void trouble_of_the_service_is_told_of_and_escalates() {
        assertThat(told("actions_given_up", 1, null).reason())
                .isEqualTo("1 actions of the last 24 hours failed for good");
        assertThat(told("actions_overdue", 20, null).reason())
                .isEqualTo("20 actions wait for more than 10 minutes; from 20 on it is a backlog");
        Alert stale = told("stale_source", 30, null);
        assertThat(stale.reason()).isEqualTo("The last pull that came through is 30 hours ago");
        assertThat(stale.level()).isEqualTo(Action.Level.WARNING);
        assertThat(stale.escalateAfter()).isEqualTo(30);
    }

    @Test
    @Spares({"Actions Overdue", "Stale Source"})
    void a_few_late_actions_and_a_pull_of_yesterday_are_no_trouble() {
        assertThat(judge("actions_overdue", 19, null)).isEmpty();
        assertThat(judge("stale_source", 29, null)).isEmpty();
    }

    @Test
    @Fires("Forged Webhooks")
    void many_forged_webhooks_are_told_of() {
        Alert forged = told("forged_webhooks", 20, null);
        assertThat(forged.level()).isEqualTo(Action.Level.WARNING);
        assertThat(forged.reason())
                .isEqualTo("20 webhooks of the last hour were not signed with our secret; 20 are unusual");
    }

    @Test
    @Spares("Forged Webhooks")
    void a_few_forged_webhooks_are_nobodys_business() {
        assertThat(judge("forged_webhooks", 19, null)).isEmpty();
    }

    @Test
    @Fires({"Approvals Wait", "Approvals Escalated"})
    void who_is_to_answer_is_told() {
        assertThat(told("approvals_waiting", 3, null).reason()).isEqualTo("3 actions wait for an answer");
        assertThat(told("approvals_escalated", 2, null).level()).isEqualTo(Action.Level.WARNING);
    }

    @Test
    void a_kind_that_the_table_does_not_know_is_told_to_nobody() {
        assertThat(judge("kind_of_a_later_version", 1_000, null)).isEmpty();
    }

    private static Alert told(String kind, long count, @Nullable String usual) {
        return judge(kind, count, usual).orElseThrow();
    }

    private static Optional<Alert> judge(String kind, long count, @Nullable String usual) {
        Optional<Alert> alert = Releases.shipped()
                .alert(new Anomaly(kind, "somebody", count, usual == null ? null : new BigDecimal(usual)));
        alert.ifPresent(told -> Evidence.spoke(Set.of(told.rule())));
        return alert;
    }
}
