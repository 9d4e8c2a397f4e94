package dev.adjudge.ai;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.fact.Classification;
import dev.adjudge.fact.Intent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Settings alone let a language model classify. */
@QuarkusTest
@TestProfile(ModelChosenTest.Chosen.class)
@QuarkusTestResource(value = ModelChosenTest.Server.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ModelChosenTest {

    public static class Chosen implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "adjudge.moderation.poll", "off", // what other tests left to be judged is no question to the model
                    "adjudge.ai.provider", "openai",
                    "adjudge.ai.openai.api-key", ModelSettings.KEY,
                    "adjudge.ai.openai.model", "pretend-1",
                    "adjudge.ai.openai.version", "2026-11");
        }
    }

    public static class Server implements QuarkusTestResourceLifecycleManager {

        static final PretendModel MODEL = new PretendModel();

        @Override
        public Map<String, String> start() {
            return Map.of("adjudge.ai.openai.url", MODEL.url());
        }

        @Override
        public void stop() {
            MODEL.close();
        }
    }

    @Inject
    Classifying classifying;

    @Inject
    ReplyWriter replies;

    @Test
    @Order(1)
    void it_is_asked_when_there_is_something_to_ask_and_not_before() {
        assertThat(Server.MODEL.requests()).isEmpty();

        Optional<Classification> said =
                classifying.classify(List.of("When do you open?")).get(0);

        assertThat(said).get().satisfies(one -> {
            assertThat(one.intent()).isEqualTo(Intent.QUESTION);
            assertThat(one.by().toString()).startsWith("openai/pretend-1@2026-11-task-");
        });
        assertThat(Server.MODEL.requests()).hasSize(1);
        assertThat(replies.suggest("When do you open?", said.orElseThrow(), ReplyContext.of("Acme")))
                .contains("Thank you, we will look into it.");
    }

    @Test
    @Order(2)
    void what_it_takes_is_among_the_metrics() {
        String metrics = RestAssured.get("/q/metrics").asString();

        assertThat(metrics)
                .containsPattern(
                        "ai_tokens_total\\{direction=\"output\",model=\"pretend-1\",provider=\"openai\"} [1-9]")
                .containsPattern("ai_cost_total\\{currency=\"USD\",model=\"pretend-1\",provider=\"openai\"} [0-9]")
                .containsPattern("ai_classified_total\\{provider=\"openai\"} [1-9]");
    }

    @Test
    @Order(3)
    void another_model_or_provider_is_compared_before_it_is_chosen() {
        JsonPath rescore = difference("openai/difference?model=pretend-2");

        assertThat(rescore.getDouble("agreement")).isEqualTo(1);
        assertThat(rescore.getString("current.model")).isEqualTo("pretend-1");
        assertThat(rescore.getString("candidate.model")).isEqualTo("pretend-2");
        assertThat(difference("local/difference").getString("candidate.provider"))
                .isEqualTo("local");
        for (String wrong : List.of("nobody/difference", "local/difference?model=x")) {
            given().get("/api/classifiers/providers/" + wrong).then().statusCode(422);
        }
        assertThat(Server.MODEL.requests())
                .extracting(request -> request.json().path("model").asText())
                .contains("pretend-1", "pretend-2");
        System.out.printf(
                "[rescore] %d texts, %d questions to the model%n",
                rescore.getInt("texts") * 2, Server.MODEL.requests().size() - 2);
    }

    private static JsonPath difference(String to) {
        return given().get("/api/classifiers/providers/" + to)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
