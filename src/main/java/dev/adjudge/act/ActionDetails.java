package dev.adjudge.act;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Until;
import dev.adjudge.platform.Sha256;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An action's before and after, as they stand in the column {@code action_details}. */
@Singleton
final class ActionDetails {

    private final ObjectMapper json;

    ActionDetails(ObjectMapper json) {
        this.json = json;
    }

    String write(Action action) {
        ObjectNode details = json.createObjectNode();
        details.putPOJO("before", action.before());
        details.putPOJO("after", action.after());
        if (action instanceof Action.Pause pause && pause.until() != null) {
            details.putObject("until").put(pause.until().name(), pause.until().value());
        }
        if (action instanceof Action.ChangeBudget change) {
            details.put("currency", change.currency());
        }
        if (action instanceof Action.Notify message) {
            details.put("level", message.level().word());
        }
        if (action instanceof Action.Escalate message) {
            details.put("level", message.level().word());
        }
        if (action instanceof Action.DeleteReply answer && answer.id() != null) {
            details.put("id", answer.id());
        }
        try {
            return json.writeValueAsString(details);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An action could not be written as JSON: " + action, e);
        }
    }

    Action read(String kind, String text) {
        JsonNode details = tree(text);
        return switch (kind) {
            case "pause" -> new Action.Pause(details.path("before").asText(), until(details));
            case "resume" -> new Action.Resume(details.path("before").asText());
            case "change_budget" ->
                new Action.ChangeBudget(
                        amount(details.path("before")),
                        details.path("after").decimalValue(),
                        details.path("currency").asText());
            case "notify" ->
                new Action.Notify(level(details), details.path("after").asText());
            case "hide" -> new Action.Hide(details.path("before").asText());
            case "unhide" -> new Action.Unhide(details.path("before").asText());
            case "delete" -> new Action.Delete(details.path("before").asText());
            case "reply" -> new Action.Reply(details.path("after").asText());
            case "delete_reply" ->
                new Action.DeleteReply(
                        details.path("before").asText(), details.path("id").textValue());
            case "escalate" ->
                new Action.Escalate(level(details), details.path("after").asText());
            default -> throw new IllegalStateException("An action of the unknown kind '" + kind + "' is stored");
        };
    }

    /**
     * A value of an action as it may stand where nothing is ever erased. What answers a person may be about them: its hash does.
     */
    static JsonNode lasting(String kind, JsonNode value) {
        return (kind.equals("reply") || kind.equals("delete_reply")) && value.isTextual()
                ? TextNode.valueOf(Sha256.of(value.asText()))
                : value;
    }

    /** As {@link #lasting(String, JsonNode)}, of before and after. */
    JsonNode lastingTree(String kind, String text) {
        JsonNode details = tree(text);
        if (details instanceof ObjectNode object) {
            for (String field : List.of("before", "after")) {
                object.set(field, lasting(kind, object.path(field)));
            }
        }
        return details;
    }

    JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An action's stored JSON can't be read", e);
        }
    }

    private static @Nullable Until until(JsonNode details) {
        JsonNode until = details.path("until");
        return until.properties().stream()
                .findFirst()
                .map(stated -> Until.of(stated.getKey(), stated.getValue().asText()))
                .orElse(null);
    }

    private static Action.Level level(JsonNode details) {
        return Action.Level.valueOf(details.path("level").asText().toUpperCase(Locale.ROOT));
    }

    private static @Nullable BigDecimal amount(JsonNode node) {
        return node.isNumber() ? node.decimalValue() : null;
    }
}
