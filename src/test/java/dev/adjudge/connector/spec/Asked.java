package dev.adjudge.connector.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request as the sandbox recorded it: {@code GET /sandbox/requests}. */
record Asked(String at, String method, String uri, Map<String, String> headers, String body) {

    /** Without the sandbox's name of the platform. */
    String path() {
        return decoded(uri.replaceFirst("^/[a-z]+", "").replaceFirst("\\?.*", ""));
    }

    Map<String, String> query() {
        return uri.contains("?") ? parameters(uri.substring(uri.indexOf('?') + 1)) : Map.of();
    }

    Map<String, String> form() {
        return parameters(body);
    }

    JsonNode json() throws JsonProcessingException {
        return new JsonMapper().readTree(body);
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String one : text.split("&")) {
            if (!one.isEmpty()) {
                String[] parts = one.split("=", 2);
                found.put(decoded(parts[0]), decoded(parts.length > 1 ? parts[1] : ""));
            }
        }
        return found;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
