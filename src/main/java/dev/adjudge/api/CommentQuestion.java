package dev.adjudge.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A comment, a mention or a message that a program asks about. Only the platform and the text are required.
 *
 * @param classification what it is about; the service asks its classifier when missing
 * @param author what is known of its author; nothing when missing
 * @param post what goes on under its post; nothing when missing
 */
@Schema(name = "CommentQuestion")
record CommentQuestion(
        @Schema(
                required = true,
                enumeration = {"facebook", "instagram"})
        @Nullable String platform,

        @Nullable String accountId,

        @Schema(enumeration = {"comment", "mention", "message"}) @Nullable String objectType,

        @Nullable String objectId,
        @Nullable String postId,
        @Nullable String parentId,
        @Nullable String campaignId,
        @Nullable String userId,
        @Nullable String userName,

        @Schema(required = true, example = "Where is my order?") @Nullable String text,

        @Nullable String permalink,
        @Nullable Instant createdTime,
        @Nullable BigDecimal reach,

        @Schema(type = SchemaType.OBJECT) @Nullable JsonNode raw,

        @Nullable Class classification,
        @Nullable Author author,
        @Nullable Post post) {

    /**
     * What it is about. Intent and confidence are required.
     *
     * @param sentiment neutral when missing
     * @param sentimentConfidence the confidence when missing
     */
    @Schema(name = "GivenClassification")
    record Class(
            @Schema(
                    required = true,
                    enumeration = {"toxic", "spam", "complaint", "question", "praise", "other"})
            @Nullable String intent,

            @Schema(required = true, minimum = "0", maximum = "1") @Nullable BigDecimal confidence,

            @Schema(enumeration = {"positive", "negative", "neutral"}) @Nullable String sentiment,

            @Schema(minimum = "0", maximum = "1") @Nullable BigDecimal sentimentConfidence,

            @Nullable Boolean replyRequired,
            @Nullable List<@Nullable String> flags) {}

    /**
     * Of its author.
     *
     * @param hiddenItems of theirs, lately
     * @param repliesToday answers of ours to them within 24 hours
     */
    @Schema(name = "GivenAuthor")
    record Author(
            @Nullable BigDecimal hiddenItems, @Nullable BigDecimal repliesToday) {}

    /**
     * Of its post.
     *
     * @param items that came under it within the span of a burst
     * @param alikeUsers people who wrote nearly the same lately
     * @param burst whether a burst is known
     * @param repliesToday answers of ours under it within 24 hours
     */
    @Schema(name = "GivenPost")
    record Post(
            @Nullable BigDecimal items,
            @Nullable BigDecimal alikeUsers,
            @Nullable Boolean burst,
            @Nullable BigDecimal repliesToday) {}

    GivenItem item(Instant now) {
        return new GivenItem(
                platform,
                accountId,
                objectType == null ? "comment" : objectType,
                objectId == null ? "asked" : objectId,
                postId,
                parentId,
                campaignId,
                userId,
                userName,
                text,
                permalink,
                createdTime == null ? now : createdTime,
                null,
                reach,
                raw);
    }
}
