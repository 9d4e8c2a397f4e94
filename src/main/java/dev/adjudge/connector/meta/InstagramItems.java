package dev.adjudge.connector.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.connector.Answers;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.ingest.FactSourceUnavailable;
import dev.adjudge.ingest.ItemSource;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** What others write to profiles on Instagram: under their latest media, under media that name them, and as messages. */
@Singleton
class InstagramItems implements ItemSource {

    static final String COMMENT = "id,text,timestamp,from,username,parent_id,hidden,like_count";
    static final String THREAD = COMMENT + ",replies.limit(50){" + COMMENT + "}";
    static final String MEDIA = "id,permalink,timestamp,comments.limit(50){" + THREAD + "}";
    static final String TAGS = "id,caption,timestamp,username,permalink";

    private final MetaSocial social;
    private final MetaProfiles profiles;
    private final MetaInbox inbox;
    private final MetaSettings settings;

    InstagramItems(@RestClient MetaSocial social, MetaProfiles profiles, MetaInbox inbox, MetaSettings settings) {
        this.social = social;
        this.profiles = profiles;
        this.inbox = inbox;
        this.settings = settings;
    }

    @Override
    public String platform() {
        return MetaProfile.INSTAGRAM;
    }

    @Override
    public void pullItems(Instant since, Consumer<SocialItem> each) throws FactSourceUnavailable {
        Answers.forPull(MetaFacts.PLATFORM, () -> {
            for (MetaProfile profile : Answers.patiently(() -> profiles.on(platform()))) {
                comments(profile, since, each);
                tags(profile, since, each);
                inbox.messages(profile, since, each);
            }
        });
    }

    private void comments(MetaProfile profile, Instant since, Consumer<SocialItem> each) {
        AtomicInteger left = new AtomicInteger(settings.posts());
        int size = Math.min(settings.posts(), settings.socialPageSize());
        MetaItems.pages(after -> social.media(profile.token(), profile.id(), MEDIA, size, after), media -> {
            comments(profile, media, since, each);
            return left.decrementAndGet() > 0;
        });
    }

    /** An old comment may have a new answer: only the first page is read whatever its age. */
    private void comments(MetaProfile profile, JsonNode media, Instant since, Consumer<SocialItem> each) {
        String id = media.path("id").asText();
        JsonNode first = media.path("comments");
        boolean more = true;
        for (JsonNode comment : first.path("data")) {
            more = give(profile, id, comment, since, each);
        }
        String second = MetaItems.next(first);
        if (more && second != null) {
            MetaItems.pages(
                    after -> social.comments(
                            profile.token(),
                            id,
                            null,
                            null,
                            THREAD,
                            settings.socialPageSize(),
                            after == null ? second : after),
                    comment -> give(profile, id, comment, since, each));
        }
    }

    /** @return whether the comment itself is new enough */
    private static boolean give(
            MetaProfile profile, String media, JsonNode comment, Instant since, Consumer<SocialItem> each) {
        for (JsonNode reply : comment.path("replies").path("data")) {
            giveOne(profile, media, reply, since, each);
        }
        return giveOne(profile, media, comment, since, each);
    }

    private static boolean giveOne(
            MetaProfile profile, String media, JsonNode comment, Instant since, Consumer<SocialItem> each) {
        if (MetaItems.time(comment.path("timestamp")).isBefore(since)) {
            return false;
        }
        if (!MetaItems.ours(profile, comment)) {
            each.accept(MetaItems.comment(profile, media, comment));
        }
        return true;
    }

    private void tags(MetaProfile profile, Instant since, Consumer<SocialItem> each) {
        MetaItems.pages(
                after -> social.tags(profile.token(), profile.id(), TAGS, settings.socialPageSize(), after), media -> {
                    if (MetaItems.time(media.path("timestamp")).isBefore(since)) {
                        return false;
                    }
                    each.accept(MetaItems.mention(profile, media));
                    return true;
                });
    }
}
