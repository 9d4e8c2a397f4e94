package dev.adjudge.ai;

import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import org.jspecify.annotations.Nullable;

/** How a server is held to the form of an answer: what it doesn't know it refuses, and is asked less of. */
enum AnswerForm {
    SCHEMA,
    OBJECT,
    TEXT;

    ResponseFormat of(JsonSchema schema) {
        return switch (this) {
            case SCHEMA ->
                ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(schema)
                        .build();
            case OBJECT -> ResponseFormat.JSON;
            case TEXT -> ResponseFormat.TEXT;
        };
    }

    /** Null when there is nothing less. */
    @Nullable AnswerForm less() {
        return switch (this) {
            case SCHEMA -> OBJECT;
            case OBJECT -> TEXT;
            case TEXT -> null;
        };
    }
}
