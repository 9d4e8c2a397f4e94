package dev.adjudge.connector.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.ai.AskedModel;
import dev.adjudge.ai.PretendModel;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the language model's server is sent is what OpenAI's own description takes. */
@QuarkusTest
class ModelRequestsTest {

    @Inject
    AskedModel asked;

    @Test
    void chat_completions() throws IOException {
        OpenApiSpec spec = new OpenApiSpec("openai/openapi.json");

        List<PretendModel.Request> requests = asked.everything();

        assertThat(requests).extracting(AskedModel::form).contains("json_schema", "json_object", "none");
        for (PretendModel.Request request : requests) {
            assertThat(spec.problems(
                            new Asked("", "POST", "/openai" + request.path(), request.headers(), request.body())))
                    .isEmpty();
        }
    }

    @Test
    void what_openai_does_not_take_is_found() throws IOException {
        OpenApiSpec spec = new OpenApiSpec("openai/openapi.json");
        Map<String, String> headers = Map.of("content-type", "application/json");

        assertThat(spec.problems(new Asked("", "POST", "/openai/v1/chat/completion", headers, "{}")))
                .isNotEmpty();
        assertThat(spec.problems(new Asked(
                        "",
                        "POST",
                        "/openai/v1/chat/completions",
                        headers,
                        "{\"model\": \"m\", \"messages\": \"hi\"}")))
                .isNotEmpty();
    }
}
