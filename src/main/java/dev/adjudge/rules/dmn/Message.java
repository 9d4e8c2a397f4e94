package dev.adjudge.rules.dmn;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNMessage;
import org.xml.sax.SAXParseException;

/**
 * What the engine has to say about a model or an evaluation.
 *
 * @param severity INFO, WARN or ERROR
 * @param sourceId the element of the model that it is about
 * @param path the file or URI of the model, when several were looked at
 */
public record Message(
        String severity,
        String message,
        String messageType,
        @Nullable String sourceId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String path,
        String level) {

    private static final int LONGEST = 2_000;

    static List<Message> all(List<DMNMessage> messages) {
        return messages.stream()
                .map(message -> of(message, message.getText(), null))
                .toList();
    }

    /** The same with the file of each, and the line where that is known. */
    static List<Message> inFiles(List<DMNMessage> messages) {
        return messages.stream()
                .map(message -> of(
                        message,
                        message.getException() instanceof SAXParseException at
                                ? "line " + at.getLineNumber() + ": " + at.getMessage()
                                : message.getText(),
                        message.getPath()))
                .toList();
    }

    static Message warning(String text) {
        return new Message("WARN", text, "REQ_NOT_FOUND", null, null, "WARNING");
    }

    private static Message of(DMNMessage message, @Nullable String said, @Nullable String path) {
        String text = String.valueOf(said);
        return new Message(
                message.getLevel() == org.kie.api.builder.Message.Level.WARNING
                        ? "WARN"
                        : message.getLevel().name(),
                text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text,
                String.valueOf(message.getMessageType()),
                message.getSourceId(),
                path,
                message.getLevel().name());
    }
}
