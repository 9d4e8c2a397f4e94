package dev.adjudge.connector.meta;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.stream.Stream;

/** Facebook and Instagram: the same in the Graph API, in other words. */
enum MetaNetwork {
    FACEBOOK(
            "facebook",
            new Edges("feed", "tagged", "comments", "MESSENGER"),
            new Names("message", "created_time", "is_hidden", "parent", "/parent/id"),
            "id,message,created_time,from,parent,permalink_url,is_hidden,like_count,comment_count",
            "id,updated_time,comments.filter(stream).order(reverse_chronological).limit(100)",
            "id,message,created_time,from,permalink_url"),
    INSTAGRAM(
            "instagram",
            new Edges("media", "tags", "replies", "INSTAGRAM"),
            new Names("text", "timestamp", "hidden", "parent_id", "/parent_id"),
            "id,text,timestamp,from,username,parent_id,hidden,like_count",
            "id,permalink,timestamp,comments.limit(50)",
            "id,caption,timestamp,username,permalink");

    private final String platform;
    private final Edges edges;
    private final Names names;
    private final String comment;
    private final String post;
    private final String mention;

    /**
     * @param answers to a comment
     * @param inbox as the conversations of a page name it
     */
    record Edges(String posts, String mentions, String answers, String inbox) {}

    /** @param parentId where the id of the comment that is answered is found */
    record Names(String text, String time, String hidden, String parent, String parentId) {}

    MetaNetwork(String platform, Edges edges, Names names, String comment, String post, String mention) {
        this.platform = platform;
        this.edges = edges;
        this.names = names;
        this.comment = comment;
        this.post = post;
        this.mention = mention;
    }

    static MetaNetwork of(String platform) {
        return Stream.of(values())
                .filter(one -> one.platform.equals(platform))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + platform + "' is not Meta's"));
    }

    /** By our name for it. */
    String platform() {
        return platform;
    }

    Edges edges() {
        return edges;
    }

    Names names() {
        return names;
    }

    /** What is asked of a comment; on Instagram with the answers to it, which on Facebook stand in the same list. */
    String comment() {
        return this == INSTAGRAM ? comment + ",replies.limit(50){" + comment + "}" : comment;
    }

    /** What is asked of a post of ours, with the first of its comments. */
    String post() {
        return post + "{" + comment() + "}";
    }

    /** What is asked of a post of somebody else. */
    String mention() {
        return mention;
    }

    Instant time(JsonNode node) {
        return MetaItems.time(node.path(names.time()));
    }
}
