package dev.adjudge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar as the simulated platforms alone, and a service that takes them for the real ones. */
class SandboxAloneIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void the_sandbox_alone_is_what_another_service_pulls_from() throws Exception {
        try (PackagedService sandbox = PackagedService.sandbox(folder.resolve("sandbox"))) {
            assertThat(sandbox.get("/sandbox/meta/v25.0/me/accounts").statusCode())
                    .isEqualTo(200);
            for (String path :
                    new String[] {"/api/campaigns", "/", "/sign-in", "/dmn", "/q/metrics", "/webhooks/meta"}) {
                HttpResponse<String> answer = sandbox.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(404);
                assertThat(answer.body()).as(path).contains("the sandbox alone");
            }
            String address = "http://127.0.0.1:" + sandbox.port() + "/sandbox";
            try (PackagedService service = PackagedService.start(
                    folder.resolve("service"),
                    "-Dadjudge.first-start.fill=false",
                    "-Dadjudge.sandbox.enabled=false",
                    "-Dadjudge.connector.meta.url=" + address + "/meta",
                    "-Dadjudge.connector.google-ads.url=" + address + "/googleads",
                    "-Dadjudge.connector.google-ads.token-url=" + address + "/google/token",
                    "-Dadjudge.connector.google-ads.client-id=a-client",
                    "-Dadjudge.connector.google-ads.client-secret=a-secret",
                    "-Dadjudge.connector.google-ads.refresh-token=a-refresh-token",
                    "-Dadjudge.connector.klaviyo.url=" + address + "/klaviyo")) {
                for (String source : new String[] {"meta", "google_ads", "klaviyo"}) {
                    HttpResponse<String> pull = service.post("/api/ingest/" + source, "application/json", "");
                    assertThat(pull.statusCode()).as(pull.body()).isEqualTo(202);
                    String batch =
                            pull.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "");
                    await().atMost(PATIENCE)
                            .until(() -> !service.get(batch).body().contains("\"running\""));
                    assertThat(json.readTree(service.get(batch).body())
                                    .path("status")
                                    .asText())
                            .as(source + ": " + service.get(batch).body())
                            .isEqualTo("completed");
                }
                assertThat(service.get("/sandbox/meta/v25.0/me/accounts").statusCode())
                        .isEqualTo(404);
            }
            assertThat(sandbox.log())
                    .contains("Quartz scheduler is disabled", "sandbox,prod activated")
                    .doesNotContain("become the first admin", "ERROR", "First fill");
        }
    }

    @Test
    void anything_else_to_start_is_refused_in_plain_words() throws Exception {
        PackagedService other = PackagedService.launch(PackagedService.freePort(), folder, List.of("sandbocks"));

        assertThat(other.endsWithin(PATIENCE)).isTrue();
        assertThat(other.log()).contains("There is nothing called 'sandbocks' to start");
    }
}
