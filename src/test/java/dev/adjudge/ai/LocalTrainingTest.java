package dev.adjudge.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjudge.ai.LocalTraining.Outcome;
import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalTrainingTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final List<String> PLACES =
            List.of("kitchen", "office", "garden", "hall", "attic", "cellar", "bathroom", "garage", "studio", "lobby");
    private static final List<String> TIMES =
            List.of("today", "on Monday", "this week", "since the move", "at noon", "again");

    /** A brand's own words: a pod that moops is broken, who glimps is delighted, and a drop code is advertising. */
    private static List<LabelledText> jargon() {
        List<LabelledText> decisions = new ArrayList<>();
        for (String place : PLACES) {
            for (String time : TIMES) {
                decisions.add(new LabelledText(
                        "The pod in the " + place + " moops " + time, Intent.COMPLAINT, Sentiment.NEGATIVE));
                decisions.add(new LabelledText(
                        "I glimp my pod in the " + place + " " + time, Intent.PRAISE, Sentiment.POSITIVE));
                decisions.add(new LabelledText("drop code zapzap for the " + place + " " + time, Intent.SPAM, null));
            }
        }
        return decisions;
    }

    @Test
    void learns_what_moderators_say() {
        Outcome.Made made = (Outcome.Made) LocalTraining.train(LocalClassifier.shipped(), jargon(), DAY);

        assertThat(made.candidate().accuracy())
                .isGreaterThan(0.9)
                .isGreaterThan(made.base().accuracy());
        assertThat(made.candidate().texts() + made.learntFrom()).isEqualTo(180);
        assertThat(made.candidate().texts()).isBetween(40, 80);
        assertThat(made.candidate().intents())
                .filteredOn(intent -> intent.labelled() > 0)
                .extracting(Measured.PerIntent::intent)
                .containsExactly(Intent.SPAM, Intent.COMPLAINT, Intent.PRAISE);
        assertThat(made.better()).isTrue();
        LocalClassifier candidate = LocalClassifier.of(made.made().weights());
        assertThat(candidate.version()).isEqualTo(made.made().version()).isNotEqualTo(new LocalClassifier().version());
        assertThat(candidate.classify("Our pod moops").intent()).isEqualTo(Intent.COMPLAINT);
        assertThat(candidate.classify("We glimp it").sentiment()).isEqualTo(Sentiment.POSITIVE);
    }

    @Test
    void forgets_little_of_what_it_knew() {
        Outcome.Made made = (Outcome.Made) LocalTraining.train(LocalClassifier.shipped(), jargon(), DAY);
        List<TrainingText> own = TrainingText.own();

        double before = Measured.of(Judged.by(new LocalClassifier(), own)).accuracy();
        double after = Measured.of(Judged.by(LocalClassifier.of(made.made().weights()), own))
                .accuracy();

        assertThat(after).isGreaterThan(before - 0.02);
    }

    @Test
    void makes_the_same_of_the_same_and_holds_out_the_same_in_any_order() {
        Outcome.Made first = (Outcome.Made) LocalTraining.train(LocalClassifier.shipped(), jargon(), DAY);
        Outcome.Made second = (Outcome.Made) LocalTraining.train(LocalClassifier.shipped(), jargon(), DAY);
        List<LabelledText> turned = jargon();
        Collections.reverse(turned);
        Outcome.Made third = (Outcome.Made) LocalTraining.train(LocalClassifier.shipped(), turned, DAY);

        assertThat(second.made().weights()).isEqualTo(first.made().weights());
        assertThat(third.base().intents()).isEqualTo(first.base().intents());
    }

    @Test
    void goes_on_from_a_version_that_was_trained_here() {
        Outcome.Made first = (Outcome.Made) LocalTraining.train(LocalClassifier.shipped(), jargon(), DAY);
        Outcome.Made second = (Outcome.Made) LocalTraining.train(first.made().weights(), jargon(), DAY);

        assertThat(second.base()).isEqualTo(first.candidate());
    }

    @Test
    void says_when_a_candidate_is_no_better() {
        List<LabelledText> coins = new ArrayList<>();
        for (LabelledText decision : jargon()) {
            Intent any = Intent.values()[Math.floorMod(decision.text().hashCode(), Intent.values().length)];
            coins.add(new LabelledText(decision.text(), any, null));
        }

        Outcome.Made made = (Outcome.Made) LocalTraining.train(LocalClassifier.shipped(), coins, DAY);

        assertThat(made.candidate().accuracy()).isLessThan(0.5);
        assertThat(made.candidate().sentiments()).isZero();
    }

    @Test
    void refuses_to_learn_from_too_few() {
        Outcome outcome = LocalTraining.train(LocalClassifier.shipped(), jargon().subList(0, 49), DAY);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.TooFew.class, few -> {
            assertThat(few.labelled()).isEqualTo(49);
            assertThat(few.message())
                    .startsWith("There are 49 decisions on different texts, of which ")
                    .contains("at least 50 and 20 are needed: decide on more texts");
        });
    }

    @Test
    void counts_a_text_once_however_often_it_was_decided_on() {
        List<LabelledText> same = Collections.nCopies(500, new LabelledText("Hello there", Intent.OTHER, null));

        assertThat(LocalTraining.train(LocalClassifier.shipped(), same, DAY))
                .isInstanceOfSatisfying(
                        Outcome.TooFew.class, few -> assertThat(few.labelled()).isEqualTo(1));
    }

    @Test
    void refuses_what_are_no_weights() {
        assertThatThrownBy(() -> LocalTraining.train(new byte[3], jargon(), DAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no weights of the local classifier");
    }
}
