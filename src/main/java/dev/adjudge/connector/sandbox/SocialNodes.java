package dev.adjudge.connector.sandbox;

import dev.adjudge.connector.sandbox.GraphFields.Edge;
import dev.adjudge.connector.sandbox.SocialSandbox.Seen;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pages, posts and comments of Facebook as the Graph API has them, at one moment. */
final class SocialNodes {

    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'+0000'").withZone(ZoneOffset.UTC);

    private final List<Seen> all;

    SocialNodes(List<Seen> all) {
        this.all = all;
    }

    static Map<String, @Nullable Object> profile(SocialProfile profile, @Nullable SocialProfile instagram) {
        Map<String, @Nullable Object> node = new LinkedHashMap<>();
        node.put("id", profile.id());
        node.put("name", profile.name());
        node.put("username", profile.handle());
        if (profile.onFacebook()) {
            node.put("access_token", "sandbox-page-" + profile.id());
            node.put("instagram_business_account", instagram == null ? null : Map.of("id", instagram.id()));
        }
        return node;
    }

    Map<String, @Nullable Object> post(SocialPost post) {
        Map<String, @Nullable Object> node = new LinkedHashMap<>();
        node.put("id", post.id());
        node.put("message", post.text());
        node.put("created_time", TIME.format(post.at()));
        node.put(
                "updated_time",
                TIME.format(under(post.id())
                        .map(seen -> seen.item().at())
                        .max(Comparator.naturalOrder())
                        .orElse(post.at())));
        node.put("permalink_url", "https://www.facebook.com/" + post.profile().id() + "/posts/" + post.key() + "/");
        node.put("from", person(post.profile().asPerson()));
        node.put("is_hidden", false);
        node.put("comments", (Edge) arguments -> comments(post.id(), arguments));
        return node;
    }

    /** A post of somebody else that names the page. */
    static Map<String, @Nullable Object> mention(SocialItem item) {
        Map<String, @Nullable Object> node = new LinkedHashMap<>();
        node.put("id", item.id());
        node.put("message", item.text());
        node.put("created_time", TIME.format(item.at()));
        node.put("updated_time", TIME.format(item.at()));
        node.put("permalink_url", "https://www.facebook.com/" + item.id().replace("_", "/posts/") + "/");
        node.put("from", person(item.by()));
        return node;
    }

    /** Those of a post, or the answers to a comment. */
    List<Map<String, Object>> comments(String id, Map<String, String> asked) {
        boolean stream = "stream".equals(asked.get("filter"));
        Instant since = GraphTime.since(asked.get("since"));
        Comparator<Seen> order = Comparator.comparing(seen -> seen.item().at());
        return all.stream()
                .filter(seen -> id.equals(seen.item().parent())
                        || id.equals(seen.item().place())
                                && (stream || seen.item().parent() == null))
                .filter(seen -> seen.item().kind().equals(SocialItem.COMMENT))
                .filter(seen -> !seen.item().at().isBefore(since))
                .sorted("reverse_chronological".equals(asked.get("order")) ? order.reversed() : order)
                .map(this::comment)
                .toList();
    }

    Map<String, @Nullable Object> comment(Seen seen) {
        SocialItem item = seen.item();
        Map<String, @Nullable Object> node = new HashMap<>();
        node.put("id", item.id());
        node.put("message", item.text());
        node.put("created_time", TIME.format(item.at()));
        node.put("from", person(item.by()));
        node.put("object", Map.of("id", item.place()));
        node.put("parent", item.parent() == null ? null : Map.of("id", item.parent()));
        node.put("permalink_url", link(item));
        node.put("is_hidden", seen.hidden());
        node.put("can_hide", !item.ours());
        node.put("can_remove", true);
        node.put("like_count", 0);
        node.put("comment_count", answers(item).count());
        node.put("comments", (Edge) arguments -> comments(item.id(), arguments));
        return node;
    }

    private Stream<Seen> under(String place) {
        return all.stream().filter(seen -> seen.item().place().equals(place));
    }

    private Stream<Seen> answers(SocialItem item) {
        return all.stream().filter(seen -> item.id().equals(seen.item().parent()));
    }

    static Map<String, Object> person(SocialPerson person) {
        return Map.of("id", person.id(), "name", person.name());
    }

    static String link(SocialItem item) {
        String post = item.place().substring(item.place().indexOf('_') + 1);
        String number = item.id().substring(item.id().indexOf('_') + 1);
        return "https://www.facebook.com/" + item.profile().id() + "/posts/" + post + "/?comment_id=" + number;
    }
}
