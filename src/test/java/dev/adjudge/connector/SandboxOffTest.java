package dev.adjudge.connector;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.PerformanceDay;
import dev.adjudge.ingest.FactSink;
import dev.adjudge.ingest.FactSource;
import dev.adjudge.ingest.FactSourceUnavailable;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SandboxOffTest.Off.class)
class SandboxOffTest {

    /** No sandbox; Klaviyo has an address at which nobody listens. */
    public static class Off implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "adjudge.sandbox.enabled", "false",
                    "adjudge.connector.klaviyo.url", "http://127.0.0.1:1",
                    "quarkus.fault-tolerance.\"dev.adjudge.connector.klaviyo.Klaviyo\".retry.delay", "20",
                    "quarkus.fault-tolerance.\"dev.adjudge.connector.klaviyo.Klaviyo\".retry.delay-unit", "millis",
                    "quarkus.fault-tolerance.\"dev.adjudge.connector.klaviyo.Klaviyo\".retry.jitter", "5");
        }
    }

    private static final FactSink NOBODY = new FactSink() {
        @Override
        public void campaign(Campaign campaign) {
            assertThat(campaign).as("a campaign out of nowhere").isNull();
        }

        @Override
        public void day(PerformanceDay day) {
            assertThat(day).as("a day out of nowhere").isNull();
        }
    };

    @Inject
    @All
    List<FactSource> sources;

    @Test
    void there_is_nothing_at_its_addresses() {
        given().get("/sandbox/meta/v25.0/me/adaccounts").then().statusCode(404);
    }

    @Test
    void a_source_without_credentials_says_so() {
        for (String platform : List.of("meta", "google_ads")) {
            assertThatThrownBy(() -> pull(platform))
                    .isInstanceOf(FactSourceUnavailable.class)
                    .hasMessageContaining(platform + " refused: there are no credentials")
                    .hasMessageContaining("the sandbox is off");
        }
    }

    @Test
    void a_source_that_nobody_answers_is_unavailable() {
        assertThatThrownBy(() -> pull("klaviyo"))
                .isInstanceOf(FactSourceUnavailable.class)
                .hasMessageContaining("klaviyo did not answer");
    }

    private void pull(String platform) throws FactSourceUnavailable {
        for (FactSource source : sources) {
            if (source.platform().equals(platform)) {
                source.pull(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-02"), NOBODY);
            }
        }
    }
}
