package dev.adjudge.connector.klaviyo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.connector.Specs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KlaviyoSpecTest {

    @Test
    void asks_for_what_klaviyo_reports() throws IOException {
        JsonNode spec = Specs.json("klaviyo/stable.json");
        JsonNode attributes =
                spec.at("/components/schemas/CampaignValuesRequestDTOResourceObject/properties/attributes");

        assertThat(texts(attributes.at("/properties/statistics/items/enum"))).containsAll(KlaviyoSource.STATISTICS);
        assertThat(texts(attributes.path("required")))
                .containsExactlyInAnyOrder("statistics", "timeframe", "conversion_metric_id");
        assertThat(spec.path("paths").has("/api/campaign-values-reports")).isTrue();
        assertThat(spec.path("paths").has("/api/metrics")).isTrue();
        assertThat(spec.path("paths").has("/api/accounts")).isTrue();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
