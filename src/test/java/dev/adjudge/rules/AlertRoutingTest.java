package dev.adjudge.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Alert;
import dev.adjudge.fact.Anomaly;
import java.math.BigDecimal;
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
