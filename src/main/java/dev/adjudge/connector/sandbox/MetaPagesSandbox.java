package dev.adjudge.connector.sandbox;

import dev.adjudge.connector.sandbox.SocialSandbox.Seen;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Meta's Graph API as far as reading pages and profiles goes: what they posted, who names them, who writes to them. */
@Path("/sandbox/meta/{version: v[0-9]+\\.[0-9]+}")
@Produces(MediaType.APPLICATION_JSON)
class MetaPagesSandbox {

    static final String PAGE = "{page: 61[0-9]+}";
    static final String PROFILE = "{profile: 1784[0-9]+}";

    private final SocialSandbox social;

    MetaPagesSandbox(SocialSandbox social) {
        this.social = social;
    }

    @GET
    @Path("/me/accounts")
    public Map<String, Object> pages(@BeanParam GraphAsked asked) {
        return asked.page(social.profiles(SocialProfile.FACEBOOK).stream().map(this::node), "Page");
    }

    @GET
    @Path("/" + PAGE)
    public Map<String, Object> page(@PathParam("page") String page, @BeanParam GraphAsked asked) {
        return asked.one(node(known(page)), "Page");
    }

    @GET
    @Path("/" + PROFILE)
    public Map<String, Object> profile(@PathParam("profile") String profile, @BeanParam GraphAsked asked) {
        SocialProfile known = known(profile);
        List<Seen> all = social.all();
        InstagramNodes nodes = new InstagramNodes(all);
        Map<String, Object> node = node(known);
        node.put("mentioned_media", (GraphFields.Chosen) wanted -> nodes.mention(
                SocialMentions.media(all, known, wanted.get("media_id")).item()));
        node.put("mentioned_comment", (GraphFields.Chosen)
                wanted -> nodes.comment(SocialMentions.comment(all, known, wanted.get("comment_id"))));
        return asked.one(node, "IGUser");
    }

    @GET
    @Path("/" + PAGE + "/{edge: feed|posts|published_posts}")
    public Map<String, Object> feed(@PathParam("page") String page, @BeanParam GraphAsked asked) {
        SocialNodes nodes = new SocialNodes(social.all());
        return asked.page(social.posts(known(page)).stream().map(nodes::post), "PagePost");
    }

    @GET
    @Path("/" + PROFILE + "/media")
    public Map<String, Object> media(@PathParam("profile") String profile, @BeanParam GraphAsked asked) {
        InstagramNodes nodes = new InstagramNodes(social.all());
        return asked.page(social.posts(known(profile)).stream().map(nodes::media), "IGMedia");
    }

    @GET
    @Path("/" + PAGE + "/tagged")
    public Map<String, Object> tagged(@PathParam("page") String page, @BeanParam GraphAsked asked) {
        return asked.page(SocialMentions.posts(social.all(), known(page)).map(SocialNodes::mention), "PagePost");
    }

    @GET
    @Path("/" + PROFILE + "/tags")
    public Map<String, Object> tags(@PathParam("profile") String profile, @BeanParam GraphAsked asked) {
        List<Seen> all = social.all();
        return asked.page(SocialMentions.posts(all, known(profile)).map(new InstagramNodes(all)::mention), "IGMedia");
    }

    @GET
    @Path("/" + PAGE + "/conversations")
    public Map<String, Object> conversations(
            @PathParam("page") String page,
            @QueryParam("platform") @DefaultValue("messenger") String platform,
            @QueryParam("user_id") @Nullable String user,
            @BeanParam GraphAsked asked) {
        boolean instagram = platform.toLowerCase(Locale.ROOT).equals("instagram");
        known(page);
        List<Seen> all = social.all();
        ConversationNodes nodes = new ConversationNodes(all);
        Map<String, List<Seen>> conversations = all.stream()
                .filter(seen -> seen.item().kind().equals(SocialItem.MESSAGE))
                .filter(seen -> seen.item().profile().page().equals(page))
                .filter(seen -> seen.item().profile().onFacebook() != instagram)
                .filter(seen -> user == null || seen.item().place().endsWith("x" + user))
                .collect(Collectors.groupingBy(seen -> seen.item().place(), LinkedHashMap::new, Collectors.toList()));
        return asked.page(
                conversations.entrySet().stream()
                        .sorted(Comparator.comparing((Map.Entry<String, List<Seen>> one) -> last(one.getValue()))
                                .reversed())
                        .map(one -> nodes.conversation(one.getKey(), one.getValue())),
                "UnifiedThread");
    }

    @GET
    @Path("/{conversation: t_[0-9x]+}/messages")
    public Map<String, Object> messages(@PathParam("conversation") String conversation, @BeanParam GraphAsked asked) {
        ConversationNodes nodes = new ConversationNodes(social.all());
        if (nodes.under(conversation).findAny().isEmpty()) {
            throw MetaError.unknown("get", conversation);
        }
        return asked.page(nodes.messages(conversation).stream(), "UnifiedMessage");
    }

    private Map<String, Object> node(SocialProfile profile) {
        return SocialNodes.profile(
                profile,
                social.profiles(SocialProfile.INSTAGRAM).stream()
                        .filter(one -> one.page().equals(profile.id()))
                        .findFirst()
                        .orElse(null));
    }

    private SocialProfile known(String id) {
        return social.profile(id).orElseThrow(() -> MetaError.unknown("get", id));
    }

    private static Instant last(List<Seen> messages) {
        return messages.get(messages.size() - 1).item().at();
    }
}
