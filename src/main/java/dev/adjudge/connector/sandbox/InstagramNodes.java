package dev.adjudge.connector.sandbox;

import dev.adjudge.connector.sandbox.GraphFields.Edge;
import dev.adjudge.connector.sandbox.SocialSandbox.Seen;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Media and comments of Instagram as the Graph API has them, at one moment. */
final class InstagramNodes {

    private final List<Seen> all;

    InstagramNodes(List<Seen> all) {
        this.all = all;
    }

    Map<String, @Nullable Object> media(SocialPost post) {
        Map<String, @Nullable Object> node = new LinkedHashMap<>();
        node.put("id", post.id());
        node.put("caption", post.text());
        node.put("timestamp", SocialNodes.TIME.format(post.at()));
        node.put("permalink", "https://www.instagram.com/p/" + post.id() + "/");
        node.put("media_product_type", "FEED");
        node.put("media_type", "IMAGE");
        node.put("username", post.profile().handle());
        node.put("owner", Map.of("id", post.profile().id()));
        node.put("comments_count", under(post.id()).count());
        node.put("comments", (Edge) arguments -> comments(post.id()));
        return node;
    }

    /** A picture of somebody else that names the profile. */
    Map<String, @Nullable Object> mention(SocialItem item) {
        Map<String, @Nullable Object> node = new LinkedHashMap<>();
        node.put("id", item.id());
        node.put("caption", item.text());
        node.put("timestamp", SocialNodes.TIME.format(item.at()));
        node.put("permalink", "https://www.instagram.com/p/" + item.id() + "/");
        node.put("media_type", "IMAGE");
        node.put("username", item.by().handle());
        node.put("comments", (Edge) arguments -> comments(item.id()));
        return node;
    }

    /** Those that answer nobody, newest first. */
    List<Map<String, Object>> comments(String media) {
        return under(media)
                .filter(seen -> seen.item().parent() == null)
                .sorted(Comparator.comparing((Seen seen) -> seen.item().at()).reversed())
                .map(this::comment)
                .toList();
    }

    List<Map<String, Object>> replies(String comment) {
        return all.stream()
                .filter(seen -> comment.equals(seen.item().parent()))
                .map(this::comment)
                .toList();
    }

    Map<String, @Nullable Object> comment(Seen seen) {
        SocialItem item = seen.item();
        Map<String, @Nullable Object> node = new HashMap<>();
        node.put("id", item.id());
        node.put("text", item.text());
        node.put("timestamp", SocialNodes.TIME.format(item.at()));
        node.put("username", item.by().handle());
        node.put("from", Map.of("id", item.by().id(), "username", item.by().handle()));
        node.put("media", Map.of("id", item.place()));
        node.put("parent_id", item.parent());
        node.put("hidden", seen.hidden());
        node.put("like_count", 0);
        node.put("replies", (Edge) arguments -> replies(item.id()));
        return node;
    }

    private Stream<Seen> under(String media) {
        return all.stream()
                .filter(seen -> seen.item().place().equals(media))
                .filter(seen -> !seen.item().id().equals(media));
    }
}
