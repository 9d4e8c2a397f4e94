package dev.adjudge.connector.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.fact.ItemEvent;
import dev.adjudge.fact.ItemEvent.Kind;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.ingest.ItemWebhook.Named;
import dev.adjudge.ingest.ItemWebhook.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of one of Meta's webhooks. What we wrote ourselves is left out; what is not followed, or lacks what it needs, is counted.
 */
final class MetaEvents {

    private static final Map<String, String> PLATFORMS =
            Map.of("page", MetaNetwork.FACEBOOK.platform(), "instagram", MetaNetwork.INSTAGRAM.platform());

    private static final Map<String, Kind> VERBS = Map.of(
            "add", Kind.ADDED,
            "edit", Kind.EDITED,
            "edited", Kind.EDITED,
            "remove", Kind.REMOVED,
            "hide", Kind.HIDDEN,
            "unhide", Kind.UNHIDDEN);

    /** What is asked for by its id becomes part of a question. */
    private static final Pattern ID = Pattern.compile("[0-9]{1,40}");

    /** A change that is told this long after its own time may be told with the time of what it changed. */
    private static final Duration TOLD_AT_ONCE = Duration.ofMinutes(1);

    private final Instant receivedAt;
    private final List<ItemEvent> events = new ArrayList<>();
    private final List<Named> named = new ArrayList<>();
    private int ignored;

    MetaEvents(Instant receivedAt) {
        this.receivedAt = receivedAt;
    }

    /** Whose page or profile an entry is about, and when it was sent. */
    private record To(String platform, String account, Instant sent) {

        boolean wrote(@Nullable String user) {
            return account.equals(user);
        }
    }

    Told read(JsonNode body) {
        String platform = PLATFORMS.get(body.path("object").asText());
        if (platform == null || !body.path("entry").isArray()) {
            ignored++;
        } else {
            body.path("entry").forEach(entry -> entry(platform, entry));
        }
        return new Told(List.copyOf(events), List.copyOf(named), ignored);
    }

    private void entry(String platform, JsonNode entry) {
        To to = new To(
                platform,
                entry.path("id").asText(),
                MetaTimes.of(entry.path("time")).orElse(receivedAt));
        if (to.account().isEmpty()) {
            ignored++;
            return;
        }
        entry.path("changes").forEach(change -> change(to, change));
        entry.path("messaging").forEach(message -> message(to, message));
        if (entry.has("field")) { // as the documentation of Instagram's own login has it
            change(to, entry);
        }
    }

    private void change(To to, JsonNode change) {
        JsonNode value = change.path("value");
        switch (to.platform() + " " + change.path("field").asText()) {
            case "facebook feed" -> comment(to, value);
            case "facebook mention" -> mention(to, value);
            case "instagram comments", "instagram live_comments" -> instagramComment(to, value);
            case "instagram mentions" -> instagramMention(to, value);
            default -> ignored++;
        }
    }

    private void comment(To to, JsonNode value) {
        Kind kind = VERBS.get(value.path("verb").asText());
        if (kind == null || !value.path("item").asText().equals("comment")) {
            ignored++;
            return;
        }
        JsonNode from = value.path("from");
        String post = text(value, "post_id");
        add(
                to,
                kind,
                when(to, kind, value),
                value,
                new Wrote(
                        SocialItem.COMMENT,
                        text(value, "comment_id"),
                        post,
                        parent(text(value, "parent_id"), post),
                        text(from, "id"),
                        text(from, "name"),
                        value.path("message").asText(),
                        text(value, "permalink_url")));
    }

    /** A post that names the page, or a comment that does. */
    private void mention(To to, JsonNode value) {
        Kind kind = VERBS.get(value.path("verb").asText());
        boolean comment = value.path("item").asText().equals("comment");
        if (kind == null) {
            ignored++;
            return;
        }
        String post = text(value, "post_id");
        String name = text(value, "sender_name");
        String user = text(value, "sender_id");
        add(
                to,
                kind,
                when(to, kind, value),
                value,
                new Wrote(
                        SocialItem.MENTION,
                        comment ? text(value, "comment_id") : post,
                        comment ? post : null,
                        comment ? parent(text(value, "parent_id"), post) : null,
                        user == null ? text(value.path("from"), "id") : user,
                        name == null ? text(value.path("from"), "name") : name,
                        value.path("message").asText(),
                        text(value, "permalink_url")));
    }

    /** Instagram tells neither when it was written nor that it was changed or removed. */
    private void instagramComment(To to, JsonNode value) {
        String media = text(value.path("media"), "id");
        JsonNode from = value.path("from");
        add(
                to,
                Kind.ADDED,
                to.sent(),
                value,
                new Wrote(
                        SocialItem.COMMENT,
                        text(value, "id"),
                        media,
                        parent(text(value, "parent_id"), media),
                        text(from, "id"),
                        text(from, "username"),
                        value.path("text").asText(),
                        null));
    }

    /** Of a mention Instagram tells only where it is. */
    private void instagramMention(To to, JsonNode value) {
        String media = value.path("media_id").asText();
        String comment = text(value, "comment_id");
        if (!ID.matcher(media).matches()
                || comment != null && !ID.matcher(comment).matches()) {
            ignored++;
        } else {
            named.add(new Named(to.platform(), to.account(), media, comment));
        }
    }

    private void message(To to, JsonNode event) {
        JsonNode edited = event.path("message_edit");
        JsonNode message = edited.isObject() ? edited : event.path("message");
        if (!message.isObject()) { // read, delivered, reacted to
            ignored++;
            return;
        }
        Kind kind =
                edited.isObject() ? Kind.EDITED : message.path("is_deleted").asBoolean() ? Kind.REMOVED : Kind.ADDED;
        String user = text(event.path("sender"), "id");
        if (message.path("is_echo").asBoolean() || to.wrote(user)) {
            return;
        }
        Instant at = MetaTimes.of(event.path("timestamp")).orElse(to.sent());
        add(
                to,
                kind,
                at,
                event,
                new Wrote(
                        SocialItem.MESSAGE,
                        text(message, "mid"),
                        null,
                        null,
                        user,
                        null,
                        message.path("text").asText(),
                        null));
    }

    private record Wrote(
            String type,
            @Nullable String id,
            @Nullable String post,
            @Nullable String parent,
            @Nullable String user,
            @Nullable String name,
            String text,
            @Nullable String link) {}

    /** Times are told in seconds: of what happened within one, what must have come later counts as later. */
    private void add(To to, Kind kind, Instant at, JsonNode value, Wrote wrote) {
        if (wrote.id() == null) {
            ignored++;
            return;
        }
        boolean hiding = kind == Kind.HIDDEN || kind == Kind.UNHIDDEN;
        if (to.wrote(wrote.user()) && !hiding) {
            return;
        }
        boolean gone = kind == Kind.REMOVED;
        events.add(new ItemEvent(
                kind,
                new SocialItem(
                        to.platform(),
                        to.account(),
                        wrote.type(),
                        wrote.id(),
                        wrote.post(),
                        wrote.parent(),
                        null,
                        wrote.user(),
                        wrote.name(),
                        gone ? "" : wrote.text(),
                        wrote.link(),
                        at,
                        0,
                        gone ? null : value.toString()),
                at.plusNanos(1_000L * kind.ordinal())));
    }

    private static Instant when(To to, Kind kind, JsonNode value) {
        Optional<Instant> told = MetaTimes.of(value.path("created_time"));
        boolean ofTheChange = kind == Kind.ADDED
                || told.filter(at -> at.isBefore(to.sent().minus(TOLD_AT_ONCE))).isEmpty();
        return ofTheChange ? told.orElse(to.sent()) : to.sent();
    }

    /** The post is named with its page before it, or without. */
    private static @Nullable String parent(@Nullable String parent, @Nullable String post) {
        return parent == null || post != null && post.endsWith("_" + parent) ? post : parent;
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() && !value.asText().isEmpty() ? value.asText() : null;
    }
}
