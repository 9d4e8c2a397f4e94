package dev.adjudge.connector.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.connector.Answers;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.ingest.FactSourceUnavailable;
import dev.adjudge.ingest.ItemWebhook.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Looks up the media and comments of others that name a profile on Instagram: only the profile itself may ask for them. */
@Singleton
class MetaMentions {

    static final String COMMENT = "id,text,timestamp,username,like_count";

    private final MetaSocial social;
    private final MetaProfiles profiles;

    MetaMentions(@RestClient MetaSocial social, MetaProfiles profiles) {
        this.social = social;
        this.profiles = profiles;
    }

    /** Empty when it is gone, or on a profile that is not looked at. */
    Optional<SocialItem> look(Named named) throws FactSourceUnavailable {
        List<SocialItem> found = new ArrayList<>();
        Answers.forPull(MetaFacts.PLATFORM, () -> profiles.profile(named.platform(), named.accountId())
                .flatMap(profile -> Answers.ifThere(() -> item(profile, named)))
                .ifPresent(found::add));
        return found.stream().findFirst();
    }

    private SocialItem item(MetaProfile profile, Named named) {
        if (named.commentId() == null) {
            String fields = "mentioned_media.media_id(" + named.postId() + "){" + InstagramItems.TAGS + "}";
            return MetaItems.mention(profile, node(profile, fields, "mentioned_media"));
        }
        String fields = "mentioned_comment.comment_id(" + named.commentId() + "){" + COMMENT + "}";
        return MetaItems.mentioningComment(profile, named.postId(), node(profile, fields, "mentioned_comment"));
    }

    private JsonNode node(MetaProfile profile, String fields, String name) {
        return social.node(profile.token(), profile.id(), fields).path(name);
    }
}
