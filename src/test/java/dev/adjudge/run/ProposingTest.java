package dev.adjudge.run;

import static dev.adjudge.fact.CampaignBuilder.aCampaign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.rules.Releases;
import org.junit.jupiter.api.Test;

class ProposingTest {

    @Test
    void keeps_campaigns_that_matched_a_rule() {
        try (Proposing proposing = new Proposing(Releases.shipped())) {
            proposing.take(aCampaign("costly").withCostPerLead("80").build());
            proposing.take(aCampaign("healthy").withCostPerLead("20").build());
            proposing.finish();

            assertThat(proposing.cases())
                    .extracting(one -> one.facts().campaign().campaignId())
                    .containsExactly("costly");
            assertThat(proposing.done()).isEqualTo(2);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // a fault that the rules themselves would never have
    void never_leaves_out_a_batch_in_silence() {
        CampaignFacts nothingToJudge = null;
        try (Proposing proposing = new Proposing(Releases.shipped())) {
            proposing.take(nothingToJudge);

            assertThatThrownBy(proposing::finish)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("Campaigns could not be evaluated: ");
        }
    }
}
