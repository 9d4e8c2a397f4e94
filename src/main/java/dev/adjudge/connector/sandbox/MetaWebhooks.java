package dev.adjudge.connector.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.platform.OwnAddress;
import dev.adjudge.platform.Problem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Tells of what happens on the simulated Meta as Meta does: signed with the app's secret. */
@Singleton
class MetaWebhooks {

    private static final String OURS = "/webhooks/meta";
    private static final String ALGORITHM = "HmacSHA256";

    private final WebhookTarget target;
    private final SandboxSettings settings;
    private final OwnAddress own;
    private final ObjectMapper json;
    private final Optional<String> secret;
    private final boolean realMeta;

    MetaWebhooks(
            @RestClient WebhookTarget target,
            SandboxSettings settings,
            OwnAddress own,
            ObjectMapper json,
            @ConfigProperty(name = "adjudge.connector.meta.app-secret") Optional<List<String>> secrets,
            @ConfigProperty(name = "adjudge.connector.meta.token") Optional<String> token,
            @ConfigProperty(name = "adjudge.connector.meta.url") Optional<String> url) {
        this.target = target;
        this.settings = settings;
        this.own = own;
        this.json = json;
        // While one takes the other's place, either will do.
        this.secret = secrets.flatMap(all -> all.stream().findFirst());
        realMeta = token.isPresent() && url.isEmpty();
    }

    /** What became of a webhook: the HTTP status, or 0 and why there is none. */
    record Delivery(String to, int status, String detail) {}

    /** Whether one is sent when the request does not say. */
    boolean wanted() {
        return settings.webhook().isPresent();
    }

    Delivery send(Object payload) {
        if (realMeta) {
            throw Problem.conflict(
                    "Meta itself is connected (adjudge.connector.meta.token), so that the sandbox must not speak in"
                            + " its name; send \"webhook\": false");
        }
        String to = settings.webhook().orElseGet(() -> own.uri() + OURS);
        try {
            byte[] body = json.writeValueAsBytes(payload);
            return new Delivery(to, target.send(to, signature(body), body).getStatus(), "");
        } catch (WebApplicationException e) {
            return new Delivery(to, e.getResponse().getStatus(), String.valueOf(e.getMessage()));
        } catch (ProcessingException e) {
            return new Delivery(to, 0, String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A webhook could not be written", e);
        }
    }

    /** Of the exact bytes. */
    private String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(
                    new SecretKeySpec(secret.orElse(settings.appSecret()).getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A webhook could not be signed", e);
        }
    }
}
