package dev.adjudge.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What the contract says of itself to whoever makes a client from it. */
@QuarkusTest
class OpenApiTest {

    @Test
    void names_the_header_that_every_call_needs() throws Exception {
        JsonNode contract = new ObjectMapper()
                .readTree(given().noFilters().get("/q/openapi?format=json").asString());

        JsonNode scheme = contract.at("/components/securitySchemes/ApiKey");
        assertThat(scheme.path("type").asText()).isEqualTo("apiKey");
        assertThat(scheme.path("in").asText()).isEqualTo("header");
        assertThat(scheme.path("name").asText()).isEqualTo("Authorization");
        assertThat(contract.at("/security/0").has("ApiKey")).isTrue();
        assertThat(contract.at("/info/description").asText()).isNotBlank();
        assertThat(contract.path("paths")).hasSizeGreaterThan(20);
    }
}
