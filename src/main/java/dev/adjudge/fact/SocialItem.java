package dev.adjudge.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote to or about us on a platform: a comment, a mention, a message.
 *
 * @param objectType {@code comment}, {@code mention} or {@code message}
 * @param userId who wrote it, as the platform knows them
 * @param raw what the platform sent, as JSON
 */
public record SocialItem(
        String platform,
        String objectType,
        String objectId,
        @Nullable String parentId,
        @Nullable String userId,
        @Nullable String userName,
        String text,
        @Nullable String permalink,
        Instant createdTime,
        @Nullable String raw) {

    /** Without what its author wrote: for logs. */
    @Override
    public String toString() {
        return objectType + " " + platform + ":" + objectId;
    }
}
