package dev.adjudge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A webhook as Meta sends it, in the shapes of its documentation. */
public record MetaWebhook(String body, String signature) {

    /** What the sandbox signs with, and tests with it. */
    public static final String SECRET = "only-of-the-sandbox";

    private static final ObjectMapper json = new ObjectMapper();

    public static MetaWebhook signed(String body) {
        return new MetaWebhook(body, signature(SECRET, body));
    }

    public static MetaWebhook forged(String body) {
        return new MetaWebhook(body, signature("somebody else's secret", body));
    }

    /** Of a comment on Facebook. */
    public static String comment(
            String verb,
            String page,
            String post,
            String id,
            @Nullable String user,
            @Nullable String text,
            Instant at) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("item", "comment");
        value.put("verb", verb);
        value.put("comment_id", id);
        value.put("parent_id", post);
        value.put("post_id", post);
        value.put("created_time", at.getEpochSecond());
        if (text != null) {
            value.put("message", text);
        }
        if (user != null) {
            value.put("from", Map.of("id", user, "name", "Name of " + user));
        }
        return entries("page", List.of(change(page, "feed", value, at)));
    }

    /** Of a comment on Instagram. */
    public static String instagram(String profile, String media, String id, String user, String text, Instant at) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("id", id);
        value.put("text", text);
        value.put("from", Map.of("id", user, "username", "name.of." + user));
        value.put("media", Map.of("id", media, "media_product_type", "FEED"));
        return entries("instagram", List.of(change(profile, "comments", value, at)));
    }

    public static Map<String, Object> change(String account, String field, Map<String, Object> value, Instant at) {
        return Map.of(
                "id", account, "time", at.getEpochSecond(), "changes", List.of(Map.of("field", field, "value", value)));
    }

    public static String entries(String object, List<?> entries) {
        try {
            return json.writeValueAsString(Map.of("object", object, "entry", entries));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String signature(String secret, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
