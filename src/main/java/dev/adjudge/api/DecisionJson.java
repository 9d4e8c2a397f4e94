package dev.adjudge.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.adjudge.audit.FactsJson;
import dev.adjudge.audit.VerdictsJson;
import dev.adjudge.decision.Decision;
import dev.adjudge.run.Answer;
import dev.adjudge.run.moderation.ItemAnswer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Writes a decision that was just made, in the same words as one that is read from the log. */
@Singleton
final class DecisionJson implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(
                new SimpleModule("decisions").addSerializer(new AnswerJson()).addSerializer(new ItemAnswerJson()));
    }

    private static final class AnswerJson extends StdSerializer<Answer> {
        private static final long serialVersionUID = 1;

        AnswerJson() {
            super(Answer.class);
        }

        @Override
        public void serialize(Answer answer, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            write(answer, json);
            json.writeEndObject();
        }

        static void write(Answer answer, JsonGenerator json) throws IOException {
            Decision decision = answer.decision();
            json.writeStringField("id", decision.id().toString());
            json.writeBooleanField("recorded", answer.recorded());
            json.writeObjectFieldStart("subject");
            json.writeStringField("kind", decision.subject().kind());
            json.writeStringField("platform", decision.subject().platform());
            json.writeStringField("id", decision.subject().id());
            json.writeEndObject();
            json.writeObjectFieldStart("release");
            json.writeNumberField("id", decision.release().id());
            json.writeStringField("hash", decision.release().hash());
            json.writeEndObject();
            json.writeFieldName("facts");
            FactsJson.write(json, decision.facts());
            json.writeFieldName("verdicts");
            VerdictsJson.write(json, decision.verdicts());
            if (answer.failure() != null) {
                json.writeStringField("failure", answer.failure());
            }
        }
    }

    /** The same of an item, with what it is taken for and what could be answered. */
    private static final class ItemAnswerJson extends StdSerializer<ItemAnswer> {
        private static final long serialVersionUID = 1;

        ItemAnswerJson() {
            super(ItemAnswer.class);
        }

        @Override
        public void serialize(ItemAnswer answer, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            AnswerJson.write(answer.answer(), json);
            provider.defaultSerializeField(
                    "classification", ClassificationView.of(answer.classification(), null), json);
            json.writeObjectField("suggestedReply", answer.suggestedReply());
            json.writeEndObject();
        }
    }
}
