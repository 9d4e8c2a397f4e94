package dev.adjudge.rules;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Reason;
import dev.adjudge.decision.Verdict;
import java.math.BigDecimal;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** What became of a rule's proposals, read as a sentence. */
final class VerdictsAssert extends AbstractAssert<VerdictsAssert, List<Verdict>> {

    private List<Verdict> chosen;

    VerdictsAssert(List<Verdict> verdicts) {
        super(verdicts, VerdictsAssert.class);
        this.chosen = verdicts;
    }

    /** From here on, only this campaign's. */
    VerdictsAssert of(String campaign) {
        VerdictsAssert narrowed = new VerdictsAssert(actual.stream()
                .filter(verdict -> verdict.proposal().subject().id().equals(campaign))
                .toList());
        Assertions.assertThat(narrowed.actual).as("verdicts on " + campaign).isNotEmpty();
        return narrowed;
    }

    VerdictsAssert allowed(String rule) {
        return is("allowed", rule);
    }

    VerdictsAssert held(String rule) {
        return is("held", rule);
    }

    VerdictsAssert suppressed(String rule) {
        return is("suppressed", rule);
    }

    VerdictsAssert doesNotPropose(String rule) {
        Assertions.assertThat(actual)
                .extracting(verdict -> verdict.proposal().rule())
                .doesNotContain(rule);
        return this;
    }

    /** The reason that decided. */
    VerdictsAssert because(String text) {
        Assertions.assertThat(chosen)
                .allSatisfy(verdict ->
                        Assertions.assertThat(verdict.reasons().get(0).text()).isEqualTo(text));
        return this;
    }

    /** Any of the reasons. */
    VerdictsAssert saying(String text) {
        Assertions.assertThat(chosen).allSatisfy(verdict -> Assertions.assertThat(verdict.reasons())
                .extracting(Reason::text)
                .contains(text));
        return this;
    }

    VerdictsAssert by(String guardrail) {
        Assertions.assertThat(chosen).allSatisfy(verdict -> Assertions.assertThat(
                        verdict.reasons().get(0).guardrail())
                .isEqualTo(guardrail));
        return this;
    }

    VerdictsAssert withoutObjection() {
        Assertions.assertThat(chosen)
                .allSatisfy(verdict -> Assertions.assertThat(verdict.reasons()).isEmpty());
        return this;
    }

    VerdictsAssert proposedBecause(String reason) {
        Assertions.assertThat(chosen)
                .allSatisfy(verdict ->
                        Assertions.assertThat(verdict.proposal().reason()).isEqualTo(reason));
        return this;
    }

    VerdictsAssert settingBudgetTo(String amount) {
        Assertions.assertThat(chosen).allSatisfy(verdict -> Assertions.assertThat(
                        ((Action.ChangeBudget) verdict.proposal().action()).after())
                .isEqualByComparingTo(new BigDecimal(amount)));
        return this;
    }

    private VerdictsAssert is(String word, String rule) {
        chosen = actual.stream()
                .filter(verdict -> verdict.proposal().rule().equals(rule))
                .toList();
        Assertions.assertThat(chosen)
                .as("proposals of " + rule + " among " + actual)
                .isNotEmpty();
        Assertions.assertThat(chosen).as("verdicts on " + rule).allSatisfy(verdict -> Assertions.assertThat(
                        verdict.word())
                .as(verdict.toString())
                .isEqualTo(word));
        return this;
    }
}
