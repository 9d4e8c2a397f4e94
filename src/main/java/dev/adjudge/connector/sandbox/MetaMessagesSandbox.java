package dev.adjudge.connector.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.connector.sandbox.SocialSandbox.Seen;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Meta's Graph API as far as messages go: looked at, and answered within a day. */
@Path("/sandbox/meta/{version: v[0-9]+\\.[0-9]+}")
@Produces(MediaType.APPLICATION_JSON)
class MetaMessagesSandbox {

    /** How long after somebody's last message a page may write to them. */
    private static final Duration WINDOW = Duration.ofHours(24);

    private static final int LONGEST = 2000;

    private final SocialSandbox social;
    private final ObjectMapper json;

    MetaMessagesSandbox(SocialSandbox social, ObjectMapper json) {
        this.social = social;
        this.json = json;
    }

    @GET
    @Path("/{id: m_[0-9a-z]+}")
    public Map<String, Object> message(@PathParam("id") String id, @BeanParam GraphAsked asked) {
        List<Seen> all = social.all();
        SocialItem item = all.stream()
                .map(Seen::item)
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> MetaError.unknown("get", id));
        return asked.one(new ConversationNodes(all).message(item), "UnifiedMessage");
    }

    @POST
    @Path("/" + MetaPagesSandbox.PAGE + "/messages")
    public Map<String, Object> send(
            @PathParam("page") String page,
            @FormParam("recipient") @Nullable String recipient,
            @FormParam("message") @Nullable String message,
            @FormParam("messaging_type") @Nullable String type) {
        String user = read(recipient, "recipient").path("id").asText();
        String text = read(message, "message").path("text").asText();
        if (text.isBlank() || text.length() > LONGEST) {
            throw MetaError.invalid("message must have a text of 1 to " + LONGEST + " characters");
        }
        if (!"RESPONSE".equals(type)) {
            throw MetaError.invalid("The sandbox knows the messaging_type RESPONSE only");
        }
        SocialItem last = last(page, user);
        if (last.at().isBefore(social.now().minus(WINDOW))) {
            throw MetaError.refused(10, "This message is sent outside of allowed window.");
        }
        String id = SocialIds.message(social.nextId());
        social.answer(last.profile(), SocialItem.MESSAGE, id, last.place(), last.id(), text);
        return Map.of("recipient_id", user, "message_id", id);
    }

    private SocialItem last(String page, String user) {
        SocialItem last = null;
        Instant latest = Instant.EPOCH;
        for (Seen seen : social.all()) {
            SocialItem item = seen.item();
            if (item.kind().equals(SocialItem.MESSAGE)
                    && item.by().id().equals(user)
                    && item.profile().page().equals(page)
                    && !item.at().isBefore(latest)) {
                last = item;
                latest = item.at();
            }
        }
        if (last == null) {
            throw MetaError.invalid("No matching user found");
        }
        return last;
    }

    private JsonNode read(@Nullable String text, String name) {
        try {
            return json.readTree(text == null ? "" : text);
        } catch (JsonProcessingException e) {
            throw MetaError.invalid("Param " + name + " must be a JSON object");
        }
    }
}
