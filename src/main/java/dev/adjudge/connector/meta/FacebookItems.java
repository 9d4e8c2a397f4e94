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

/** What others write to pages on Facebook: under their latest posts, in posts that name them, and as messages. */
@Singleton
class FacebookItems implements ItemSource {

    static final String COMMENT =
            "id,message,created_time,from,parent,permalink_url,is_hidden,like_count,comment_count";
    static final String POST =
            "id,updated_time,comments.filter(stream).order(reverse_chronological).limit(100){" + COMMENT + "}";
    static final String TAGGED = "id,message,created_time,from,permalink_url";

    private final MetaSocial social;
    private final MetaProfiles profiles;
    private final MetaInbox inbox;
    private final MetaSettings settings;

    FacebookItems(@RestClient MetaSocial social, MetaProfiles profiles, MetaInbox inbox, MetaSettings settings) {
        this.social = social;
        this.profiles = profiles;
        this.inbox = inbox;
        this.settings = settings;
    }

    @Override
    public String platform() {
        return MetaProfile.FACEBOOK;
    }

    @Override
    public void pullItems(Instant since, Consumer<SocialItem> each) throws FactSourceUnavailable {
        Answers.forPull(MetaFacts.PLATFORM, () -> {
            for (MetaProfile page : Answers.patiently(() -> profiles.on(platform()))) {
                comments(page, since, each);
                tagged(page, since, each);
                inbox.messages(page, since, each);
            }
        });
    }

    private void comments(MetaProfile page, Instant since, Consumer<SocialItem> each) {
        AtomicInteger left = new AtomicInteger(settings.posts());
        int size = Math.min(settings.posts(), settings.socialPageSize());
        MetaItems.pages(after -> social.feed(page.token(), page.id(), POST, size, after), post -> {
            comments(page, post, since, each);
            return left.decrementAndGet() > 0;
        });
    }

    /** Newest first, so that the first one that is too old ends it. */
    private void comments(MetaProfile page, JsonNode post, Instant since, Consumer<SocialItem> each) {
        String id = post.path("id").asText();
        JsonNode first = post.path("comments");
        for (JsonNode comment : first.path("data")) {
            if (!give(page, id, comment, since, each)) {
                return;
            }
        }
        String second = MetaItems.next(first);
        if (second != null) {
            MetaItems.pages(
                    after -> social.comments(
                            page.token(),
                            id,
                            "stream",
                            "reverse_chronological",
                            COMMENT,
                            settings.socialPageSize(),
                            after == null ? second : after),
                    comment -> give(page, id, comment, since, each));
        }
    }

    private static boolean give(
            MetaProfile page, String post, JsonNode comment, Instant since, Consumer<SocialItem> each) {
        if (MetaItems.time(comment.path("created_time")).isBefore(since)) {
            return false;
        }
        if (!MetaItems.ours(page, comment)) {
            each.accept(MetaItems.comment(page, post, comment));
        }
        return true;
    }

    private void tagged(MetaProfile page, Instant since, Consumer<SocialItem> each) {
        MetaItems.pages(
                after -> social.tagged(page.token(), page.id(), TAGGED, settings.socialPageSize(), after), post -> {
                    if (MetaItems.time(post.path("created_time")).isBefore(since)) {
                        return false;
                    }
                    if (!MetaItems.ours(page, post)) {
                        each.accept(MetaItems.mention(page, post));
                    }
                    return true;
                });
    }
}
