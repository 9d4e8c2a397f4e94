package dev.adjudge.connector.meta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.connector.Specs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetaSpecTest {

    @Test
    void asks_for_fields_that_meta_has() throws IOException {
        assertThat(names(Specs.json("meta/api_specs/Campaign.json").path("fields")))
                .contains(MetaSource.CAMPAIGN_FIELDS.split(","));
        assertThat(names(Specs.json("meta/api_specs/AdsInsights.json").path("fields")))
                .contains(MetaSource.INSIGHT_FIELDS.split(","));
        assertThat(names(Specs.json("meta/api_specs/AdAccount.json").path("fields")))
                .contains(MetaSource.ACCOUNT_FIELDS.split(","));
    }

    @Test
    void asks_and_changes_with_parameters_that_meta_knows() throws IOException {
        JsonNode account = Specs.json("meta/api_specs/AdAccount.json");

        assertThat(parameters(account, "GET", "insights"))
                .contains("level", "time_increment", "time_range", "fields", "limit");
        assertThat(parameters(account, "GET", "campaigns")).contains("effective_status");
        assertThat(parameters(Specs.json("meta/api_specs/Campaign.json"), "POST", ""))
                .contains("status", "daily_budget");
    }

    private static List<String> parameters(JsonNode spec, String method, String endpoint) {
        for (JsonNode api : spec.path("apis")) {
            if (api.path("method").asText().equals(method)
                    && api.path("endpoint").asText().replace("#update", "").equals(endpoint)) {
                return names(api.path("params"));
            }
        }
        return List.of();
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(one -> names.add(one.path("name").asText()));
        return names;
    }
}
