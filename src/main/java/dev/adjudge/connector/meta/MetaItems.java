package dev.adjudge.connector.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.adjudge.connector.Answers;
import dev.adjudge.connector.meta.MetaGraph.Page;
import dev.adjudge.fact.SocialItem;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Meta's words for what people write, in ours. */
final class MetaItems {

    private MetaItems() {}

    static SocialItem comment(MetaProfile to, String post, JsonNode node) {
        JsonNode parent = node.at(to.network().names().parentId());
        return item(to, SocialItem.COMMENT, node, post, either(parent, post));
    }

    static SocialItem mention(MetaProfile to, JsonNode node) {
        return item(to, SocialItem.MENTION, node, null, null);
    }

    /** Somebody's comment, under somebody's medium, that names the profile. */
    static SocialItem mentioningComment(MetaProfile to, String media, JsonNode node) {
        return item(to, SocialItem.MENTION, node, media, media);
    }

    static SocialItem message(MetaProfile to, String conversation, JsonNode node) {
        return item(to, SocialItem.MESSAGE, node, conversation, null);
    }

    /** Facebook and Instagram have other names for the same; what is not there is missing under either name. */
    private static SocialItem item(
            MetaProfile to, String type, JsonNode node, @Nullable String post, @Nullable String parent) {
        ObjectNode raw = node.deepCopy();
        raw.remove(List.of("comments", "replies"));
        JsonNode from = node.path("from");
        return new SocialItem(
                to.platform(),
                to.id(),
                type,
                node.path("id").asText(),
                post,
                parent,
                null,
                optional(from.path("id")),
                either(from.path("name"), either(from.path("username"), optional(node.path("username")))),
                first(node, "message", "text", "caption").asText(),
                optional(first(node, "permalink_url", "permalink")),
                time(first(node, "created_time", "timestamp")),
                node.path("like_count").asLong()
                        + Math.max(
                                node.path("comment_count").asLong(),
                                node.at("/replies/data").size()),
                raw.toString());
    }

    /** Whether we wrote it ourselves. */
    static boolean ours(MetaProfile profile, JsonNode node) {
        String author = node.at("/from/id").asText();
        return author.equals(profile.id()) || author.equals(profile.page());
    }

    static Instant time(JsonNode time) {
        return MetaTimes.of(time).orElseThrow(() -> new IllegalArgumentException("Meta told no time"));
    }

    /** Goes through a list, page by page, as long as there is more and the next is wanted. */
    static void pages(Function<@Nullable String, Page<JsonNode>> page, Predicate<JsonNode> wantsMore) {
        String after = null;
        do {
            String at = after;
            Page<JsonNode> next = Answers.patiently(() -> page.apply(at));
            for (JsonNode node : next.data()) {
                if (!wantsMore.test(node)) {
                    return;
                }
            }
            after = next.next();
        } while (after != null);
    }

    /** The cursor of the second page of a list inside a node; null when the first is all. */
    static @Nullable String next(JsonNode list) {
        return list.at("/paging/next").isTextual() ? optional(list.at("/paging/cursors/after")) : null;
    }

    private static JsonNode first(JsonNode node, String... names) {
        return Stream.of(names).filter(node::has).findFirst().map(node::path).orElse(MissingNode.getInstance());
    }

    private static @Nullable String optional(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    private static @Nullable String either(JsonNode value, @Nullable String other) {
        String there = optional(value);
        return there == null ? other : there;
    }
}
