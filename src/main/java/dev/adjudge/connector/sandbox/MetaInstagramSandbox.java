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
        own("get", id);
        List<Seen> near = social.near(id);
        return asked.one(new InstagramNodes(near).comment(SocialComments.existing(near, "get", id)), "IGComment");
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
        own("get", id);
        return asked.page(new InstagramNodes(social.near(id)).replies(id).stream(), "IGComment");
    }

    @POST
    @Path("/" + INSTAGRAM)
    public Map<String, Object> hide(@PathParam("id") String id, @FormParam("hide") @Nullable String hide) {
        if (hide == null) {
            throw MetaError.invalid("The parameter hide is required");
        }
        comments.hide(own("post", id), hide, "hide");
        return Map.of("success", true);
    }

    @POST
    @Path("/" + INSTAGRAM + "/replies")
    public Map<String, Object> reply(@PathParam("id") String id, @FormParam("message") @Nullable String message) {
        SocialItem item = own("post", id);
        return comments.answered(item.profile(), "", item.place(), SocialComments.top(item), message);
    }

    @DELETE
    @Path("/" + INSTAGRAM)
    public Map<String, Object> delete(@PathParam("id") String id) {
        social.delete(own("delete", id), By.SERVICE);
        return Map.of("success", true);
    }

    /** Answers what somebody else posted, or wrote under a post of somebody else. */
    @POST
    @Path("/" + MetaPagesSandbox.PROFILE + "/mentions")
    public Map<String, Object> answer(
            @PathParam("profile") String profile,
            @FormParam("media_id") @Nullable String media,
            @FormParam("comment_id") @Nullable String comment,
            @FormParam("message") @Nullable String message) {
        SocialProfile named = social.profile(profile).orElseThrow(() -> MetaError.unknown("post", profile));
        if (media == null) {
            throw MetaError.invalid("The parameter media_id is required");
        }
        List<Seen> all = social.all();
        Seen mention =
                comment == null ? SocialMentions.media(all, named, media) : SocialMentions.comment(all, named, comment);
        if (!mention.item().place().equals(media)) {
            throw MetaError.unknown("post", media);
        }
        return comments.answered(named, "", media, mention.item().id(), message);
    }

    /** A comment under a medium of a profile of ours: what stands under others' is not shown. */
    private SocialItem own(String method, String id) {
        SocialItem item = comments.comment(method, id);
        if (social.post(item.place()).isEmpty()) {
            throw MetaError.unknown(method, id);
        }
        return item;
    }
}
