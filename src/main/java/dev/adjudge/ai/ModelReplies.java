package dev.adjudge.ai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ReplyText;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Lets the language model draft a reply. */
@Singleton
class ModelReplies {

    private static final String REPLY = "reply";

    /** Estimated for an answer. */
    private static final int ANSWER = 100;

    private static final String TASK = Resource.text("reply.txt");

    private static final JsonSchema SCHEMA = JsonSchema.builder()
            .name(REPLY)
            .rootElement(JsonObjectSchema.builder()
                    .addStringProperty(REPLY)
                    .required(REPLY)
                    .additionalProperties(false)
                    .build())
            .build();

    private final LanguageModel model;
    private final OpenAiSettings settings;

    ModelReplies(LanguageModel model, OpenAiSettings settings) {
        this.model = model;
        this.settings = settings;
    }

    /** What it wrote, whatever that is; empty when it wrote nothing. */
    Optional<String> draft(String text, Classification of, String language, ReplyContext context) throws ModelFailed {
        Fence fence = new Fence();
        ObjectNode entry = fence.put(CleanText.of(text, settings.characters()))
                .put("intent", of.intent().word())
                .put("sentiment", of.sentiment().word())
                .put("language", language);
        if (context.brandName() != null) {
            entry.put("brand", CleanText.of(context.brandName(), ReplyText.LONGEST));
        }
        String answer = model.ask(new Question(fence.task(TASK), fence.data(), SCHEMA, 1, ANSWER), settings.model());
        return JsonAnswer.with(REPLY, answer)
                .map(found -> found.path(REPLY))
                .filter(reply -> reply.isTextual())
                .map(reply -> reply.textValue().strip());
    }
}
