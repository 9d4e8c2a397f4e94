package dev.adjudge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service with a certificate, where nobody signed in yet. */
class TlsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    static Path folder;

    private static Certificate certificate;
    private static PackagedService service;
    private static int securePort;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        certificate = new Certificate(folder, "dns:localhost,ip:127.0.0.1");
        securePort = PackagedService.freePort();
        service = PackagedService.launch(
                folder.resolve("database"),
                "-Dquarkus.http.ssl-port=" + securePort,
                "-Dadjudge.tls.certificate=" + certificate.pem(),
                "-Dadjudge.tls.key=" + certificate.keyPem(),
                "-Dquarkus.rest-client.trust-store=file:" + Certificate.trusting(folder, certificate),
                "-Dquarkus.rest-client.trust-store-password=" + Certificate.PASSWORD,
                "-Dadjudge.security.bootstrap-api-key=");
        await().atMost(PATIENCE).ignoreException(ConnectException.class).until(() -> ready() == 200);
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
    }

    @Test
    void speaks_tls_1_3() throws Exception {
        assertThat(handshake("TLSv1.3")).isEqualTo("TLSv1.3");
    }

    @Test
    void refuses_tls_1_2() {
        assertThatThrownBy(() -> handshake("TLSv1.2"))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("protocol_version");
    }

    @Test
    void refuses_plain_http_on_either_port() throws Exception {
        assertThatThrownBy(() -> service.get("/q/health/ready")).isInstanceOf(ConnectException.class);
        HttpRequest plain = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + securePort + "/q/health/ready"))
                .build();
        assertThatThrownBy(() -> HttpClient.newHttpClient().send(plain, BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void tells_the_first_admin_the_secure_address() throws Exception {
        await().atMost(PATIENCE)
                .until(() -> service.log().contains("https://127.0.0.1:" + securePort + "/welcome?secret="));
    }

    @Test
    void fills_itself_from_its_own_sandbox() throws Exception {
        await().atMost(PATIENCE).until(() -> service.log().contains("First fill completed rows="));

        assertThat(service.log())
                .contains("source=meta accepted=", "source=google_ads accepted=", "source=klaviyo accepted=");
    }

    @Test
    void a_certificate_without_its_key_is_refused_at_start_in_plain_words() throws Exception {
        try (PackagedService halfway = PackagedService.launch(
                Files.createDirectories(folder.resolve("halfway")), "-Dadjudge.tls.certificate=" + certificate.pem())) {
            assertThat(halfway.endsWithin(PATIENCE)).isTrue();
            assertThat(halfway.log()).contains("adjudge.tls.key is not set; TLS needs both");
        }
    }

    private static int ready() throws Exception {
        HttpResponse<String> answer = HttpClient.newBuilder()
                .sslContext(certificate.context())
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + securePort + "/q/health/ready"))
                                .build(),
                        BodyHandlers.ofString());
        return answer.statusCode();
    }

    private static String handshake(String protocol) throws IOException, GeneralSecurityException {
        try (Socket socket =
                certificate.context().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), securePort)) {
            SSLSocket tls = (SSLSocket) socket;
            tls.setEnabledProtocols(new String[] {protocol});
            tls.startHandshake();
            return tls.getSession().getProtocol();
        }
    }
}
