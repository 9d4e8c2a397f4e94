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
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Meta's Graph API as far as comments on Instagram go: looked at, hidden, deleted, answered, in other words than on Facebook. */
@Path("/sandbox/meta/{version: v[0-9]+\\.[0-9]+}")
@Produces(MediaType.APPLICATION_JSON)
class MetaInstagramSandbox {

    /** Comments and media, not profiles. */
    private static final String INSTAGRAM = "{id: (?!1784)1[78][0-9]+}";

    private final SocialSandbox social;
    private final SocialComments comments;

    MetaInstagramSandbox(SocialSandbox social, SocialComments comments) {
        this.social = social;
        this.comments = comments;
    }

    @GET
    @Path("/" + INSTAGRAM)
    public Map<String, Object> comment(@PathParam("id") String id, @BeanParam GraphAsked asked) {
        Optional<SocialPost> media = social.post(id);
        if (media.isPresent()) {
            return asked.one(new InstagramNodes(social.all()).media(media.get()), "IGMedia");
        }
        List<Seen> near = social.near(id);
        Seen seen = SocialComments.existing(near, "get", id);
        return seen.item().kind().equals(SocialItem.COMMENT)
                ? asked.one(new InstagramNodes(near).comment(seen), "IGComment")
                : asked.one(InstagramNodes.mention(seen.item()), "IGMedia");
    }

    @GET
    @Path("/" + INSTAGRAM + "/comments")
    public Map<String, Object> comments(@PathParam("id") String id, @BeanParam GraphAsked asked) {
        SocialPost media = social.post(id).orElseThrow(() -> MetaError.unknown("get", id));
        return asked.page(new InstagramNodes(social.all()).comments(media.id()).stream(), "IGComment");
    }

    @GET
    @Path("/" + INSTAGRAM + "/replies")
    public Map<String, Object> replies(@PathParam("id") String id, @BeanParam GraphAsked asked) {
        List<Seen> near = social.near(id);
        SocialComments.existing(near, "get", id);
        return asked.page(new InstagramNodes(near).replies(id).stream(), "IGComment");
    }

    @POST
    @Path("/" + INSTAGRAM)
    public Map<String, Object> hide(@PathParam("id") String id, @FormParam("hide") @Nullable String hide) {
        if (hide == null) {
            throw MetaError.invalid("The parameter hide is required");
        }
        comments.hide(comments.comment("post", id), hide, "hide");
        return Map.of("success", true);
    }

    @POST
    @Path("/" + INSTAGRAM + "/replies")
    public Map<String, Object> reply(@PathParam("id") String id, @FormParam("message") @Nullable String message) {
        SocialItem item = comments.comment("post", id);
        return comments.answered(item.profile(), "", item.place(), SocialComments.top(item), message);
    }

    @DELETE
    @Path("/" + INSTAGRAM)
    public Map<String, Object> delete(@PathParam("id") String id) {
        social.delete(comments.comment("delete", id), By.SERVICE);
        return Map.of("success", true);
    }
}
