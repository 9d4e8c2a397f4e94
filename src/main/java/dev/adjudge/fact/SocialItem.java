package dev.adjudge.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote to or about us on a platform: a comment, a mention, a message.
 *
 * @param platform {@code facebook} or {@code instagram}
 * @param accountId the page or profile that it was written to; empty when nobody said
 * @param objectType {@code comment}, {@code mention} or {@code message}
 * @param postId the post, medium or conversation that it stands under; null when it stands by itself
 * @param parentId what it answers: a comment, or the post
 * @param campaignId the campaign on Meta whose ad the post is; null when it is none's, or nobody said
 * @param userId who wrote it, as the platform knows them
 * @param reach how many reacted to it or answered it, as far as the platform says
 * @param raw what the platform sent, as JSON
 */
public record SocialItem(
        String platform,
        String accountId,
        String objectType,
        String objectId,
        @Nullable String postId,
        @Nullable String parentId,
        @Nullable String campaignId,
        @Nullable String userId,
        @Nullable String userName,
        String text,
        @Nullable String permalink,
        Instant createdTime,
        long reach,
        @Nullable String raw) {

    public static final String COMMENT = "comment";
    public static final String MENTION = "mention";
    public static final String MESSAGE = "message";

    /** {@code facebook:123_456}. */
    public String key() {
        return platform + ":" + objectId;
    }

    /** Without what its author wrote: for logs. */
    @Override
    public String toString() {
        return objectType + " " + key();
    }
}
