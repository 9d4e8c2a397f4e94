package dev.adjudge.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.adjudge.Certificate;
import dev.adjudge.ai.Classifying;
import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.PerformanceDay;
import dev.adjudge.ingest.FactSink;
import dev.adjudge.ingest.FactSource;
import dev.adjudge.ingest.FactSourceUnavailable;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Somebody answers in a platform's place. */
@QuarkusTest
@TestProfile(CertificatesTest.Impostors.class)
@QuarkusTestResource(value = CertificatesTest.Servers.class, restrictToAnnotatedClass = true)
class CertificatesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);

    /** Credentials for all; a self-made certificate is trusted where the platform's name follows. */
    public static class Impostors implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(Map.of(
                    "adjudge.connector.meta.token", "a-secret-token",
                    "adjudge.connector.klaviyo.api-key", "a-secret-key",
                    "adjudge.connector.google-ads.token", "a-secret-token",
                    "adjudge.connector.google-ads.developer-token", "another-secret",
                    "adjudge.ai.provider", "openai",
                    "adjudge.ai.openai.api-key", "a-secret-key"));
            for (String client : new String[] {"meta.MetaGraph", "klaviyo.Klaviyo", "google.GoogleAds"}) {
                String retry = "quarkus.fault-tolerance.\"dev.adjudge.connector." + client + "\".retry.";
                settings.put(retry + "delay", "20");
                settings.put(retry + "delay-unit", "millis");
                settings.put(retry + "jitter", "5");
            }
            return settings;
        }
    }

    /** One with a certificate that nobody vouches for, one with another host's, and one that is as it should be. */
    public static class Servers implements QuarkusTestResourceLifecycleManager {

        static final Queue<String> REACHED = new ConcurrentLinkedQueue<>();

        private final List<HttpsServer> servers = new ArrayList<>();

        @Override
        public Map<String, String> start() {
            try {
                Certificate unknown = certificate("ip:127.0.0.1");
                Certificate otherHost = certificate("dns:graph.example.com");
                Certificate right = certificate("ip:127.0.0.1");
                return Map.of(
                        "adjudge.connector.klaviyo.url", serve("klaviyo", unknown),
                        "adjudge.connector.meta.url", serve("meta", otherHost),
                        "adjudge.connector.google-ads.url", serve("google_ads", right),
                        "adjudge.ai.openai.url", serve("openai", right),
                        "quarkus.rest-client.trust-store",
                                "file:" + Certificate.trusting(Files.createTempDirectory("trusted-"), otherHost, right),
                        "quarkus.rest-client.trust-store-password", Certificate.PASSWORD);
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Certificate certificate(String names) throws IOException, GeneralSecurityException {
            return new Certificate(Files.createTempDirectory("certificate-"), names);
        }

        private String serve(String platform, Certificate certificate) throws IOException, GeneralSecurityException {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
            server.createContext("/", exchange -> {
                REACHED.add(platform);
                exchange.sendResponseHeaders(403, -1);
                exchange.close();
            });
            server.start();
            servers.add(server);
            return "https://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void stop() {
            servers.forEach(server -> server.stop(0));
        }
    }

    @Inject
    @All
    List<FactSource> sources;

    @Inject
    Classifying classifying;

    @Test
    void sends_nothing_to_a_certificate_that_nobody_vouches_for() {
        assertThat(pull("klaviyo"))
                .hasMessageContaining("klaviyo could not be reached securely, so nothing was sent")
                .hasMessageContaining("unable to find valid certification path");
        assertThat(Servers.REACHED).doesNotContain("klaviyo");
    }

    @Test
    void sends_nothing_to_a_certificate_of_another_host() {
        assertThat(pull("meta"))
                .hasMessageContaining("meta could not be reached securely, so nothing was sent")
                .hasMessageContaining("127.0.0.1");
        assertThat(Servers.REACHED).doesNotContain("meta");
    }

    @Test
    void calls_whoever_shows_a_certificate_that_is_trusted_for_its_host() {
        assertThat(pull("google_ads")).hasMessageContaining("google_ads refused");
        assertThat(Servers.REACHED).contains("google_ads");
    }

    @Test
    void asks_a_language_model_that_shows_one_too() {
        classifying.classify(List.of("When do you open?"));

        assertThat(Servers.REACHED).contains("openai");
    }

    private FactSourceUnavailable pull(String platform) {
        FactSource source = sources.stream()
                .filter(one -> one.platform().equals(platform))
                .findFirst()
                .orElseThrow();
        return catchThrowableOfType(
                FactSourceUnavailable.class,
                () -> source.pull(DAY, DAY, new FactSink() {
                    @Override
                    public void campaign(Campaign campaign) {
                        assertThat(campaign).as("a campaign out of nowhere").isNull();
                    }

                    @Override
                    public void day(PerformanceDay day) {
                        assertThat(day).as("a day out of nowhere").isNull();
                    }
                }));
    }
}
