package dev.adjudge.connector.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.fact.SocialItem;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The conversations that pages, and the Instagram profiles that they hold, have with people. */
@Singleton
class MetaInbox {

    static final String MESSAGE = "id,created_time,from,to,message";
    static final String CONVERSATION = "id,updated_time,messages.limit(25){" + MESSAGE + "}";

    private final MetaSocial social;
    private final MetaSettings settings;
    private final ObjectMapper json;

    MetaInbox(@RestClient MetaSocial social, MetaSettings settings, ObjectMapper json) {
        this.social = social;
        this.settings = settings;
        this.json = json;
    }

    /** What others wrote since; those of the latest 25 messages of each conversation. */
    void messages(MetaProfile to, Instant since, Consumer<SocialItem> each) {
        MetaItems.pages(
                after -> social.conversations(
                        to.token(),
                        to.page(),
                        to.network().edges().inbox(),
                        null,
                        CONVERSATION,
                        settings.socialPageSize(),
                        after),
                conversation -> {
                    if (MetaItems.time(conversation.path("updated_time")).isBefore(since)) {
                        return false;
                    }
                    for (JsonNode message : conversation.at("/messages/data")) {
                        if (!MetaItems.ours(to, message)
                                && !MetaItems.time(message.path("created_time")).isBefore(since)) {
                            each.accept(MetaItems.message(
                                    to, conversation.path("id").asText(), message));
                        }
                    }
                    return true;
                });
    }

    JsonNode message(MetaProfile to, String id) {
        return social.node(to.token(), id, MESSAGE);
    }

    /** What we wrote to the author of a message after it, in these words. */
    Optional<String> answer(MetaProfile to, JsonNode message, String text) {
        Instant asked = MetaItems.time(message.path("created_time"));
        String user = message.at("/from/id").asText();
        for (JsonNode conversation : social.conversations(
                        to.token(),
                        to.page(),
                        to.network().edges().inbox(),
                        user,
                        CONVERSATION,
                        settings.socialPageSize(),
                        null)
                .data()) {
            for (JsonNode one : conversation.at("/messages/data")) {
                if (MetaItems.ours(to, one)
                        && one.path("message").asText().strip().equals(text.strip())
                        && !MetaItems.time(one.path("created_time")).isBefore(asked)) {
                    return Optional.of(one.path("id").asText());
                }
            }
        }
        return Optional.empty();
    }

    String send(MetaProfile from, JsonNode message, String text) {
        String recipient =
                json.valueToTree(Map.of("id", message.at("/from/id").asText())).toString();
        String content = json.valueToTree(Map.of("text", text)).toString();
        return social.send(from.token(), from.page(), recipient, content, "RESPONSE")
                .messageId();
    }
}
