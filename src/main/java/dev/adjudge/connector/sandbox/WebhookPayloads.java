package dev.adjudge.connector.sandbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Meta's webhooks say of what somebody wrote, in Meta's own shapes. */
final class WebhookPayloads {

    private WebhookPayloads() {}

    static Map<String, Object> added(SocialItem item) {
        if (item.kind().equals(SocialItem.MESSAGE)) {
            return message(item);
        }
        boolean facebook = item.profile().onFacebook();
        if (item.kind().equals(SocialItem.MENTION)) {
            return facebook
                    ? change(item, "mention", facebookMention(item), item.at())
                    : change(item, "mentions", instagramMention(item), item.at());
        }
        return facebook
                ? change(item, "feed", facebookComment(item, "add", item.at()), item.at())
                : change(item, "comments", instagramComment(item), item.at());
    }

    /** Instagram tells nothing of it. */
    static Optional<Map<String, Object>> changed(SocialItem item, String verb, Instant at) {
        return item.profile().onFacebook() && item.kind().equals(SocialItem.COMMENT)
                ? Optional.of(change(item, "feed", facebookComment(item, verb, at), at))
                : Optional.empty();
    }

    private static Map<String, Object> facebookComment(SocialItem item, String verb, Instant at) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("item", "comment");
        value.put("verb", verb);
        value.put("comment_id", item.id());
        value.put("parent_id", item.parent() == null ? item.place() : item.parent());
        value.put("post_id", item.place());
        value.put("created_time", at.getEpochSecond());
        if (!verb.equals("remove")) {
            value.put("message", item.text());
            value.put("permalink_url", SocialNodes.link(item));
        }
        value.put("from", Map.of("id", item.by().id(), "name", item.by().name()));
        return value;
    }

    private static Map<String, Object> facebookMention(SocialItem item) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("item", "post");
        value.put("verb", "add");
        value.put("post_id", item.id());
        value.put("sender_id", item.by().id());
        value.put("sender_name", item.by().name());
        value.put("message", item.text());
        value.put("created_time", item.at().getEpochSecond());
        return value;
    }

    private static Map<String, Object> instagramMention(SocialItem item) {
        return item.post() ? Map.of("media_id", item.id()) : Map.of("media_id", item.place(), "comment_id", item.id());
    }

    private static Map<String, Object> instagramComment(SocialItem item) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("id", item.id());
        if (item.parent() != null) {
            value.put("parent_id", item.parent());
        }
        value.put("text", item.text());
        value.put("from", Map.of("id", item.by().id(), "username", item.by().handle()));
        value.put("media", Map.of("id", item.place(), "media_product_type", "FEED"));
        return value;
    }

    private static Map<String, Object> message(SocialItem item) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("sender", Map.of("id", item.by().id()));
        message.put("recipient", Map.of("id", item.profile().id()));
        message.put("timestamp", item.at().toEpochMilli());
        message.put("message", Map.of("mid", item.id(), "text", item.text()));
        return event(item, item.at().toEpochMilli(), "messaging", message);
    }

    private static Map<String, Object> change(
            SocialItem item, String field, Map<String, @Nullable Object> value, Instant at) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("field", field);
        change.put("value", value);
        return event(item, at.getEpochSecond(), "changes", change);
    }

    private static Map<String, Object> event(SocialItem item, long time, String list, Map<String, Object> one) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", item.profile().id());
        entry.put("time", time);
        entry.put(list, List.of(one));
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("object", item.profile().onFacebook() ? "page" : "instagram");
        event.put("entry", List.of(entry));
        return event;
    }
}
