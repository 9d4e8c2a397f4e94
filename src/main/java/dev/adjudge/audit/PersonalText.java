package dev.adjudge.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.adjudge.platform.vault.Person;
import java.io.IOException;

/**
 * What a person outside wrote, or their name, somewhere in what an entry of the audit log says was or is so. The entry gets only its
 * salted hash; the text is kept beside the log and can be erased. Nothing else writes it as JSON.
 */
@JsonSerialize(using = PersonalText.Committed.class)
public record PersonalText(Person person, String text) {

    @Override
    public String toString() {
        return "a text of " + person;
    }

    /** Writes {@code {"text":"sha256:…"}}. */
    static final class Committed extends JsonSerializer<PersonalText> {

        @Override
        public void serialize(PersonalText text, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (!(provider.getAttribute(Commitments.class) instanceof Commitments commitments)) {
                throw new IllegalStateException("A text of a person is written only to the audit log, as its hash");
            }
            json.writeStartObject();
            json.writeStringField("text", commitments.add(text));
            json.writeEndObject();
        }
    }
}
