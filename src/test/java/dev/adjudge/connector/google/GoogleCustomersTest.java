package dev.adjudge.connector.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.PerformanceDay;
import dev.adjudge.ingest.FactSink;
import dev.adjudge.ingest.FactSourceUnavailable;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.junit.jupiter.api.Test;

/** Whose campaigns are pulled when nobody names the customers. */
@QuarkusTest
class GoogleCustomersTest {

    private static final String MANAGER = "9000000001";

    @Inject
    @RestClient
    GoogleAds ads;

    @Inject
    GoogleFacts facts;

    @Test
    void those_that_the_token_reaches_without_a_manager_that_has_no_campaigns_and_one_that_was_closed()
            throws Exception {
        assertThat(ads.customers().resourceNames()).contains("customers/" + MANAGER, "customers/9000000002");

        assertThat(accounts(Optional.empty())).hasSize(2).doesNotContain(MANAGER);
    }

    @Test
    void all_that_a_manager_account_leads_to() throws Exception {
        assertThat(accounts(Optional.of(MANAGER))).isEqualTo(accounts(Optional.empty()));
    }

    @Test
    void none_at_all_when_google_refuses_for_another_reason() {
        assertThatThrownBy(() -> accounts(Optional.of("1234567890")))
                .isInstanceOf(FactSourceUnavailable.class)
                .hasMessageContaining("USER_PERMISSION_DENIED");
    }

    private Set<String> accounts(Optional<String> manager) throws FactSourceUnavailable {
        Set<String> accounts = new TreeSet<>();
        new GoogleSource(ads, new Settings(Optional.empty(), manager), facts).pullCampaigns(new FactSink() {
            @Override
            public void campaign(Campaign campaign) {
                accounts.add(campaign.accountId());
            }

            @Override
            public void day(PerformanceDay day) {
                throw new AssertionError("campaigns alone were asked for");
            }
        });
        return accounts;
    }
}
