package dev.adjudge.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A comment, a mention or a message as it is sent.
 *
 * @param accountId the page or profile that it was written to
 * @param postId the post, medium or conversation that it stands under
 * @param parentId what it answers
 * @param campaignId the campaign on Meta whose ad the post is
 * @param createdTime when it was written
 * @param updatedTime when its text was last changed; when it is sent, where that is not said
 * @param reach how many reacted to it or answered it
 * @param raw what the platform sent
 */
@Schema(name = "GivenItem")
record GivenItem(
        @Schema(
                required = true,
                enumeration = {"facebook", "instagram"})
        @Nullable String platform,

        @Nullable String accountId,

        @Schema(
                required = true,
                enumeration = {"comment", "mention", "message"})
        @Nullable String objectType,

        @Schema(required = true) @Nullable String objectId,

        @Nullable String postId,
        @Nullable String parentId,
        @Nullable String campaignId,
        @Nullable String userId,
        @Nullable String userName,

        @Schema(required = true, example = "Where is my order?") @Nullable String text,

        @Nullable String permalink,

        @Schema(required = true) @Nullable Instant createdTime,

        @Nullable Instant updatedTime,
        @Nullable BigDecimal reach,

        @Schema(type = SchemaType.OBJECT) @Nullable JsonNode raw) {}
