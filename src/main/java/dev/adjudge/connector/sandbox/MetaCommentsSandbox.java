package dev.adjudge.connector.sandbox;

import dev.adjudge.connector.sandbox.SocialLedger.By;
import dev.adjudge.connector.sandbox.SocialSandbox.Seen;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Meta's Graph API as far as comments on Facebook go: looked at, hidden, deleted, answered. */
@Path("/sandbox/meta/{version: v[0-9]+\\.[0-9]+}")
@Produces(MediaType.APPLICATION_JSON)
class MetaCommentsSandbox {

    /** Of Facebook, where posts have such ids too. */
    private static final String FACEBOOK = "{id: [0-9]+_[0-9]+}";

    private final SocialSandbox social;
    private final SocialComments comments;

    MetaCommentsSandbox(SocialSandbox social, SocialComments comments) {
        this.social = social;
        this.comments = comments;
    }

    @GET
    @Path("/" + FACEBOOK)
    public Map<String, Object> comment(@PathParam("id") String id, @BeanParam GraphAsked asked) {
        Optional<SocialPost> post = social.post(id);
        if (post.isPresent()) {
            return asked.one(new SocialNodes(social.all()).post(post.get()), "PagePost");
        }
        List<Seen> near = social.near(id);
        Seen seen = SocialComments.existing(near, "get", id);
        return seen.item().kind().equals(SocialItem.COMMENT)
                ? asked.one(new SocialNodes(near).comment(seen), "Comment")
                : asked.one(SocialNodes.mention(seen.item()), "PagePost");
    }

    @GET
    @Path("/" + FACEBOOK + "/comments")
    public Map<String, Object> comments(
            @PathParam("id") String id,
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("order") @Nullable String order,
            @QueryParam("since") @Nullable String since,
            @BeanParam GraphAsked asked) {
        List<Seen> all = social.all();
        if (social.post(id).isEmpty()) {
            SocialComments.existing(all, "get", id);
        }
        Map<String, String> wanted = new HashMap<>();
        put(wanted, "filter", filter);
        put(wanted, "order", order);
        put(wanted, "since", since);
        return asked.page(new SocialNodes(all).comments(id, wanted).stream(), "Comment");
    }

    @POST
    @Path("/" + FACEBOOK)
    public Map<String, Object> hide(
            @PathParam("id") String id,
            @FormParam("is_hidden") @Nullable String hidden,
            @FormParam("message") @Nullable String message) {
        SocialItem item = comments.comment("post", id);
        if (message != null) {
            if (!item.ours()) {
                throw MetaError.refused(200, "Permissions error: only its author may change a comment");
            }
            social.edit(item, message, By.SERVICE);
        }
        if (hidden != null) {
            comments.hide(item, hidden, "is_hidden");
        }
        return Map.of("success", true);
    }

    @POST
    @Path("/" + FACEBOOK + "/comments")
    public Map<String, Object> answer(@PathParam("id") String id, @FormParam("message") @Nullable String message) {
        Optional<SocialPost> post = social.post(id);
        if (post.isPresent()) {
            return comments.answered(
                    post.get().profile(), post.get().key(), post.get().id(), id, message);
        }
        SocialItem item = SocialComments.existing(social.near(id), "post", id).item();
        String key = item.place().substring(item.place().indexOf('_') + 1);
        return comments.answered(item.profile(), key, item.place(), SocialComments.top(item), message);
    }

    @DELETE
    @Path("/" + FACEBOOK)
    public Map<String, Object> delete(@PathParam("id") String id) {
        social.delete(comments.comment("delete", id), By.SERVICE);
        return Map.of("success", true);
    }

    private static void put(Map<String, String> into, String name, @Nullable String value) {
        if (value != null) {
            into.put(name, value);
        }
    }
}
