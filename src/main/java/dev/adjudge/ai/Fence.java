package dev.adjudge.ai;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What others wrote, set apart from what we ask: JSON between two lines, and ids, that nobody can know before. */
final class Fence {

    private static final SecureRandom random = new SecureRandom();
    private static final JsonMapper json = new JsonMapper();

    private final String marker = drawn(12);
    private final ArrayNode entries = json.createArrayNode();

    private static String drawn(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    /** Puts a text in; others' texts only, and clean ones. */
    ObjectNode put(String text) {
        return entries.addObject().put("id", drawn(4)).put("text", text);
    }

    /** The task with the marker in the place of {@code {marker}}. */
    String task(String text) {
        return text.replace("{marker}", marker);
    }

    String data() {
        return "BEGIN " + marker + "\n" + entries + "\nEND " + marker;
    }
}
