package dev.adjudge.connector.meta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.ingest.FactSourceUnavailable;
import dev.adjudge.ingest.ItemWebhook;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Knows Meta's webhooks: by whom they are signed, and what they tell. */
@Singleton
public class MetaWebhooks implements ItemWebhook {

    public static final String SOURCE = "meta";

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern SIGNATURE = Pattern.compile("sha256=([0-9a-fA-F]{64})");
    private static final JsonMapper json = new JsonMapper();

    /** As JSON writes what PostgreSQL can't keep; nothing that Meta knows has one. */
    private static final String NUL = "\\u0000";

    private final List<byte[]> secrets;
    private final Optional<String> verifyToken;
    private final MetaMentions mentions;

    MetaWebhooks(
            MetaSettings settings,
            MetaMentions mentions,
            @ConfigProperty(name = "adjudge.sandbox.enabled", defaultValue = "true") boolean sandbox,
            @ConfigProperty(name = "adjudge.sandbox.app-secret") Optional<String> sandboxSecret) {
        List<String> own = settings.appSecret().orElse(List.of());
        // Where the sandbox stands in for Meta, it signs for Meta too; nobody else can be harmed by what it tells.
        boolean simulated = own.isEmpty() && sandbox && settings.token().isEmpty();
        secrets = (simulated ? sandboxSecret.stream().toList() : own)
                .stream().map(secret -> secret.getBytes(StandardCharsets.UTF_8)).toList();
        verifyToken = settings.verifyToken();
        this.mentions = mentions;
    }

    @Override
    public String source() {
        return SOURCE;
    }

    /** Whether it is known what Meta signs with; without that nothing it sends can be believed. */
    public boolean canVerify() {
        return !secrets.isEmpty();
    }

    /** Whether a header has the form of a signature; where it has not, the body need not be looked at. */
    public static boolean isSignature(@Nullable String header) {
        return header != null && SIGNATURE.matcher(header).matches();
    }

    /**
     * Whether these very bytes were signed with the app's secret, or, while that is changed, with the other one. It takes as long
     * whatever is wrong.
     *
     * @param header {@code X-Hub-Signature-256}
     */
    public boolean isSigned(byte[] body, @Nullable String header) {
        if (header == null || !SIGNATURE.matcher(header).matches()) {
            return false;
        }
        byte[] given = HexFormat.of().parseHex(header, header.indexOf('=') + 1, header.length());
        boolean signed = false;
        for (byte[] secret : secrets) {
            signed |= MessageDigest.isEqual(hmac(secret, body), given);
        }
        return signed;
    }

    /** Whether it is Meta who asks if this address wants its webhooks. */
    public boolean isSubscription(@Nullable String mode, @Nullable String token) {
        return verifyToken.isPresent()
                && "subscribe".equals(mode)
                && token != null
                && MessageDigest.isEqual(
                        verifyToken.get().getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Told read(String body, Instant receivedAt) {
        try {
            return new MetaEvents(receivedAt).read(json.readTree(body.replace(NUL, "")));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The body is not JSON, at " + e.getLocation().offsetDescription());
        }
    }

    @Override
    public Optional<SocialItem> look(Named named) throws FactSourceUnavailable {
        return mentions.look(named);
    }

    private static byte[] hmac(byte[] secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
