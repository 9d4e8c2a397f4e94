package dev.adjudge.connector.meta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.connector.Answers;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.ingest.FactSourceUnavailable;
import dev.adjudge.ingest.ItemSource;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What others write to pages or profiles of one network: under their latest posts, in posts that name them, and as messages. */
class MetaItemSource implements ItemSource {

    private final MetaNetwork network;
    private final MetaSocial social;
    private final MetaProfiles profiles;
    private final MetaInbox inbox;
    private final MetaSettings settings;

    MetaItemSource(
            MetaNetwork network, MetaSocial social, MetaProfiles profiles, MetaInbox inbox, MetaSettings settings) {
        this.network = network;
        this.social = social;
        this.profiles = profiles;
        this.inbox = inbox;
        this.settings = settings;
    }

    @Override
    public String platform() {
        return network.platform();
    }

    @Override
    public void pullItems(Instant since, Consumer<SocialItem> each) throws FactSourceUnavailable {
        Answers.forPull(MetaFacts.PLATFORM, () -> {
            for (MetaProfile profile : Answers.patiently(() -> profiles.on(platform()))) {
                comments(profile, since, each);
                mentions(profile, since, each);
                inbox.messages(profile, since, each);
            }
        });
    }

    private void comments(MetaProfile profile, Instant since, Consumer<SocialItem> each) {
        AtomicInteger left = new AtomicInteger(settings.posts());
        int size = Math.min(settings.posts(), settings.socialPageSize());
        String edge = network.edges().posts();
        MetaItems.pages(
                after -> social.edge(profile.token(), profile.id(), edge, network.post(), size, after), post -> {
                    comments(profile, post, since, each);
                    return left.decrementAndGet() > 0;
                });
    }

    /**
     * Newest first, so that the first one that is too old ends it. The page that came with the post is read whatever its age: an old
     * comment may have a new answer.
     */
    private void comments(MetaProfile profile, JsonNode post, Instant since, Consumer<SocialItem> each) {
        String id = post.path("id").asText();
        JsonNode first = post.path("comments");
        boolean more = true;
        for (JsonNode comment : first.path("data")) {
            more = give(profile, id, comment, since, each);
        }
        String second = MetaItems.next(first);
        if (more && second != null) {
            boolean stream = profile.onFacebook();
            MetaItems.pages(
                    after -> social.comments(
                            profile.token(),
                            id,
                            stream ? "stream" : null,
                            stream ? "reverse_chronological" : null,
                            network.comment(),
                            settings.socialPageSize(),
                            after == null ? second : after),
                    comment -> give(profile, id, comment, since, each));
        }
    }

    /** @return whether the comment itself is new enough */
    private boolean give(MetaProfile profile, String post, JsonNode comment, Instant since, Consumer<SocialItem> each) {
        for (JsonNode reply : comment.path("replies").path("data")) {
            giveOne(profile, post, reply, since, each);
        }
        return giveOne(profile, post, comment, since, each);
    }

    private boolean giveOne(
            MetaProfile profile, String post, JsonNode comment, Instant since, Consumer<SocialItem> each) {
        if (network.time(comment).isBefore(since)) {
            return false;
        }
        if (!MetaItems.ours(profile, comment)) {
            each.accept(MetaItems.comment(profile, post, comment));
        }
        return true;
    }

    private void mentions(MetaProfile profile, Instant since, Consumer<SocialItem> each) {
        String edge = network.edges().mentions();
        int size = settings.socialPageSize();
        MetaItems.pages(
                after -> social.edge(profile.token(), profile.id(), edge, network.mention(), size, after), post -> {
                    if (network.time(post).isBefore(since)) {
                        return false;
                    }
                    if (!MetaItems.ours(profile, post)) {
                        each.accept(MetaItems.mention(profile, post));
                    }
                    return true;
                });
    }
}
