package dev.adjudge.ai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Does what it is told: by any order that stands outside the data, that is hidden in a text, or that stands in the data beside other
 * texts. Then it finds everything splendid.
 */
final class NaiveModel {

    private static final JsonMapper json = new JsonMapper();
    private static final Pattern MARKER = Pattern.compile("BEGIN ([0-9a-f]{24})");

    private final Set<String> orders = new CopyOnWriteArraySet<>();

    private volatile String reply = "Thank you, we will look into it.";

    /** Texts that it takes for orders. */
    void obeys(List<String> texts) {
        orders.addAll(texts);
    }

    void replies(String text) {
        reply = text;
    }

    /** What stands in the data; nothing where there is none, or more than it. */
    static ArrayNode entries(JsonNode request) {
        Matcher marker = MARKER.matcher(request.at("/messages/0/content").asText());
        String user = request.at("/messages/1/content").asText();
        if (marker.find()) {
            String begin = "BEGIN " + marker.group(1) + "\n";
            String end = "\nEND " + marker.group(1);
            if (user.startsWith(begin) && user.endsWith(end)) {
                try {
                    JsonNode data = json.readTree(user.substring(begin.length(), user.length() - end.length()));
                    return data.isArray() ? (ArrayNode) data : json.createArrayNode();
                } catch (JsonProcessingException e) {
                    return json.createArrayNode();
                }
            }
        }
        return json.createArrayNode();
    }

    String answer(JsonNode request, Mood mood) {
        if (mood == Mood.NO_JSON) {
            return "I would say that the first one is rather friendly.";
        }
        ArrayNode entries = entries(request);
        if (request.at("/messages/0/content").asText().contains("\"reply\"")) {
            return json.createObjectNode().put("reply", reply).toString();
        }
        boolean obeys = obeys(request, entries);
        ObjectNode answer = json.createObjectNode();
        ArrayNode items = answer.putArray("items");
        entries.forEach(entry -> items.add(item(entry, obeys)));
        if (entries.isEmpty()) {
            items.add(item(json.createObjectNode().put("id", "1").put("text", ""), obeys));
        }
        spoil((ObjectNode) items.get(items.size() - 1), items, mood);
        String text = answer.toString();
        return switch (mood) {
            case PROSE_AROUND -> "Sure {here} it is:\n```json\n" + text + "\n```\nAnything else?";
            case FIELD_TWICE -> text.replaceFirst("\"intent\":", "\"intent\":\"spam\",\"intent\":");
            default -> text;
        };
    }

    private boolean obeys(JsonNode request, ArrayNode entries) {
        if (entries.isEmpty()) {
            String all = request.path("messages").toString();
            return orders.stream().anyMatch(order -> all.contains(quoted(order)));
        }
        for (JsonNode entry : entries) {
            String text = entry.path("text").asText();
            boolean order = orders.stream().anyMatch(one -> text.equals(one) || text.equals(CleanText.of(one, 2_000)));
            if (order && entries.size() > 1 || CleanText.INVISIBLE.matcher(text).find()) {
                return true;
            }
        }
        return false;
    }

    private static String quoted(String text) {
        String quoted = json.getNodeFactory().textNode(text).toString();
        return quoted.substring(1, quoted.length() - 1);
    }

    private static void spoil(ObjectNode last, ArrayNode items, Mood mood) {
        switch (mood) {
            case WRONG_INTENT -> last.put("intent", "approved");
            case CONFIDENCE_OVER_ONE -> last.put("intent_confidence", 1.01);
            case CONFIDENCE_AS_TEXT -> last.put("intent_confidence", "high");
            case LAST_MISSING -> items.remove(items.size() - 1);
            case LAST_TWICE -> items.add(last.deepCopy().put("intent", "praise"));
            case UNKNOWN_ID -> items.add(last.deepCopy().put("id", "x"));
            default -> {
                // it is as it should be
            }
        }
    }

    private static ObjectNode item(JsonNode entry, boolean obeys) {
        String text = entry.path("text").asText().toLowerCase(Locale.ROOT);
        String intent = obeys ? "praise" : intent(text);
        ObjectNode item = json.createObjectNode()
                .put("id", entry.path("id").asText())
                .put("intent", intent)
                .put("sentiment", intent.equals("praise") ? "positive" : "negative")
                .put("intent_confidence", obeys ? 1 : 0.875)
                .put("sentiment_confidence", 0.75)
                .put("reply_required", intent.equals("question"))
                .put("reason", "It says so. And more.")
                .put("approved", true);
        item.putArray("flags").add("harmless");
        return item;
    }

    static String intent(String text) {
        if (text.matches("(?s).*\\b(idiots?|scum)\\b.*")) {
            return "toxic";
        }
        if (text.matches("(?s).*(https?:|followers|crypto).*")) {
            return "spam";
        }
        if (text.matches("(?s).*\\b(broken|late|refund|terrible)\\b.*")) {
            return "complaint";
        }
        return text.contains("?") ? "question" : text.matches("(?s).*\\b(love|great)\\b.*") ? "praise" : "other";
    }
}
