package dev.adjudge.connector.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.connector.Specs;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GoogleSpecTest {

    private static final Map<String, String> PROTOS = Map.of(
            "campaign", "resources/campaign.proto",
            "campaign_budget", "resources/campaign_budget.proto",
            "segments", "common/segments.proto",
            "metrics", "common/metrics.proto");

    @Test
    void asks_for_fields_that_google_has() throws IOException {
        Matcher fields = Pattern.compile("(campaign|campaign_budget|segments|metrics)\\.(\\w+)")
                .matcher(GoogleSource.CAMPAIGNS + GoogleSource.DAYS + GoogleActions.LIVE);
        int asked = 0;
        while (fields.find()) {
            assertThat(Specs.text("googleads/v25/" + PROTOS.get(fields.group(1))))
                    .containsPattern("\\s" + fields.group(2) + " = \\d+");
            asked++;
        }
        assertThat(asked).isGreaterThan(20);
    }

    @Test
    void changes_campaigns_and_budgets_where_google_takes_it() throws IOException {
        assertThat(Specs.text("googleads/v25/services/campaign_service.proto"))
                .contains("post: \"/v25/customers/{customer_id=*}/campaigns:mutate\"");
        assertThat(Specs.text("googleads/v25/services/campaign_budget_service.proto"))
                .contains("post: \"/v25/customers/{customer_id=*}/campaignBudgets:mutate\"");
        assertThat(Specs.text("googleads/v25/services/google_ads_service.proto"))
                .contains("post: \"/v25/customers/{customer_id=*}/googleAds:searchStream\"");
        assertThat(Specs.text("googleads/v25/enums/campaign_status.proto")).contains("ENABLED = 2", "PAUSED = 3");
    }
}
