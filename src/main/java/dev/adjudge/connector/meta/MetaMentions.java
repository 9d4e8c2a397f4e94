package dev.adjudge.connector.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.connector.Answers;
import dev.adjudge.connector.PlatformFailure;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.ingest.FactSourceUnavailable;
import dev.adjudge.ingest.ItemWebhook.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The media and comments of others that name a profile on Instagram: only the profile itself may ask for them, and answer them. */
@Singleton
class MetaMentions {

    private static final String COMMENT = "id,text,timestamp,username,like_count";

    private final MetaSocial social;
    private final MetaProfiles profiles;

    MetaMentions(@RestClient MetaSocial social, MetaProfiles profiles) {
        this.social = social;
        this.profiles = profiles;
    }

    /**
     * Something of somebody else that names the profile.
     *
     * @param comment under the medium that names the profile; null when the medium's caption does
     * @param handle the profile's own name, by which its answers are known
     * @param answers a page of what stands under it
     */
    record Mention(String media, @Nullable String comment, String handle, JsonNode answers) {}

    /** Empty when it is gone, or on a profile that is not looked at. */
    Optional<SocialItem> look(Named named) throws FactSourceUnavailable {
        List<SocialItem> found = new ArrayList<>();
        Answers.forPull(MetaFacts.PLATFORM, () -> profiles.profile(named.platform(), named.accountId())
                .flatMap(profile -> Answers.ifThere(() -> item(profile, named)))
                .ifPresent(found::add));
        return found.stream().findFirst();
    }

    private SocialItem item(MetaProfile profile, Named named) {
        return named.commentId() == null
                ? MetaItems.mention(
                        profile,
                        media(profile, named.postId(), MetaNetwork.INSTAGRAM.mention())
                                .path("mentioned_media"))
                : MetaItems.mentioningComment(
                        profile,
                        named.postId(),
                        comment(profile, named.commentId(), COMMENT).path("mentioned_comment"));
    }

    /** Which mention an id is of; empty when it is of none, or on Facebook, where mentions are posts like others. */
    Optional<Mention> find(MetaProfile profile, String id) {
        return profile.onFacebook() ? Optional.empty() : page(profile, id, null);
    }

    /** The comment with which we answered in these words. */
    Optional<String> answered(MetaProfile profile, Mention mention, String text) {
        Optional<Mention> page = Optional.of(mention);
        while (page.isPresent()) {
            for (JsonNode one : page.get().answers().path("data")) {
                if (one.path("username").asText().equals(mention.handle())
                        && one.path("text").asText().strip().equals(text.strip())) {
                    return Optional.of(one.path("id").asText());
                }
            }
            String id = mention.comment() == null ? mention.media() : mention.comment();
            page = Optional.ofNullable(MetaItems.next(page.get().answers())).flatMap(after -> page(profile, id, after));
        }
        return Optional.empty();
    }

    /** The id of the new comment. */
    String answer(MetaProfile profile, Mention mention, String text) {
        return social.answerMention(profile.token(), profile.id(), mention.media(), mention.comment(), text)
                .id();
    }

    private Optional<Mention> page(MetaProfile profile, String id, @Nullable String after) {
        String answers = ".limit(50)" + (after == null ? "" : ".after(" + after + ")") + "{id,text,username}";
        Optional<JsonNode> media = unlessRefused(() -> media(profile, id, "id,comments" + answers));
        if (media.isPresent()) {
            return media.map(node ->
                    new Mention(id, null, node.path("username").asText(), node.at("/mentioned_media/comments")));
        }
        return unlessRefused(() -> comment(profile, id, "id,media,replies" + answers))
                .map(node -> new Mention(
                        node.at("/mentioned_comment/media/id").asText(),
                        id,
                        node.path("username").asText(),
                        node.at("/mentioned_comment/replies")));
    }

    private JsonNode media(MetaProfile profile, String id, String fields) {
        return social.node(
                profile.token(), profile.id(), "username,mentioned_media.media_id(" + id + "){" + fields + "}");
    }

    private JsonNode comment(MetaProfile profile, String id, String fields) {
        return social.node(
                profile.token(), profile.id(), "username,mentioned_comment.comment_id(" + id + "){" + fields + "}");
    }

    /** What is none is refused, in one of several ways. */
    private static Optional<JsonNode> unlessRefused(Supplier<JsonNode> call) {
        try {
            return Optional.of(call.get());
        } catch (PlatformFailure.Refused e) {
            return Optional.empty();
        }
    }
}
