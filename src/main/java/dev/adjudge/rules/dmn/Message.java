package dev.adjudge.rules.dmn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNMessage;

/**
 * What the engine has to say about a model or an evaluation.
 *
 * @param severity INFO, WARN or ERROR
 * @param sourceId the element of the model that it is about
 */
public record Message(
        String severity,
        String message,
        String messageType,
        @Nullable String sourceId,
        String level) {

    private static final int LONGEST = 2_000;

    static List<Message> all(List<DMNMessage> messages) {
        return messages.stream().map(Message::of).toList();
    }

    static Message warning(String text) {
        return new Message("WARN", text, "REQ_NOT_FOUND", null, "WARNING");
    }

    private static Message of(DMNMessage message) {
        String text = String.valueOf(message.getText());
        return new Message(
                message.getLevel() == org.kie.api.builder.Message.Level.WARNING
                        ? "WARN"
                        : message.getLevel().name(),
                text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text,
                String.valueOf(message.getMessageType()),
                message.getSourceId(),
                message.getLevel().name());
    }
}
