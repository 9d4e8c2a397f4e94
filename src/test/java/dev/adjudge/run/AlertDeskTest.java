package dev.adjudge.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Alert;
import dev.adjudge.fact.Anomaly;
import org.junit.jupiter.api.Test;

/** People are told even when nobody could say how urgent it is. */
class AlertDeskTest {

    @Test
    void what_the_table_could_not_judge_is_a_warning_that_somebody_must_answer_within_30_minutes() {
        Alert alert = AlertDesk.unjudged(new Anomaly("refused_sign_ins", "user:anna", 25, null));

        assertThat(alert.level()).isEqualTo(Action.Level.WARNING);
        assertThat(alert.escalateAfter()).isEqualTo(30L);
        assertThat(alert.count()).isEqualTo(25);
    }
}
