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

/** Conversations and their messages as the Graph API has them, at one moment. */
final class ConversationNodes {

    private final List<Seen> all;

    ConversationNodes(List<Seen> all) {
        this.all = all;
    }

    Map<String, @Nullable Object> message(SocialItem item) {
        SocialPerson page = item.profile().asPerson();
        SocialPerson user = item.ours() ? partner(item.place()) : item.by();
        Map<String, @Nullable Object> node = new HashMap<>();
        node.put("id", item.id());
        node.put("created_time", SocialNodes.TIME.format(item.at()));
        node.put("message", item.text());
        node.put("from", SocialNodes.person(item.ours() ? page : user));
        node.put("to", Map.of("data", List.of(SocialNodes.person(item.ours() ? user : page))));
        return node;
    }

    Map<String, @Nullable Object> conversation(String id, List<Seen> messages) {
        Seen last = messages.get(messages.size() - 1);
        SocialProfile profile = last.item().profile();
        Map<String, @Nullable Object> node = new LinkedHashMap<>();
        node.put("id", id);
        node.put("link", "/" + profile.page() + "/inbox/" + id + "/");
        node.put("updated_time", SocialNodes.TIME.format(last.item().at()));
        node.put("message_count", messages.size());
        node.put(
                "participants",
                Map.of("data", List.of(SocialNodes.person(partner(id)), SocialNodes.person(profile.asPerson()))));
        node.put("messages", (Edge) arguments -> messages(id));
        return node;
    }

    /** Newest first. */
    List<Map<String, Object>> messages(String conversation) {
        return under(conversation)
                .sorted(Comparator.comparing((Seen seen) -> seen.item().at()).reversed())
                .map(seen -> message(seen.item()))
                .toList();
    }

    /** Oldest first. */
    Stream<Seen> under(String conversation) {
        return all.stream().filter(seen -> seen.item().place().equals(conversation));
    }

    private SocialPerson partner(String conversation) {
        return under(conversation)
                .map(Seen::item)
                .filter(item -> !item.ours())
                .map(SocialItem::by)
                .findFirst()
                .orElse(new SocialPerson("0", "", ""));
    }
}
