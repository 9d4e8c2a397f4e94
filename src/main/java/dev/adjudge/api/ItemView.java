package dev.adjudge.api;

import dev.adjudge.fact.SocialItem;
import dev.adjudge.warehouse.StoredItem;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An item as people see it.
 *
 * @param judging whether it is about to be judged
 * @param because why it waits for a person
 * @param answerBy until when somebody is to look at it
 * @param overdue whether that is over
 * @param leasedBy who has it now
 * @param priority where it stands in the queue, the highest first: severity + log4(1 + reach) - hours since it waits for a person were
 *     they counted in fours from 1970 on; each step of severity, each fourfold reach and each four hours of waiting count 1
 */
@Schema(name = "Item")
record ItemView(
        UUID id,
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
        Instant receivedAt,
        long reach,
        String visibility,
        @Nullable Instant erasedAt,
        @Nullable String intent,
        @Nullable String sentiment,
        String status,
        boolean judging,
        int severity,
        @Nullable String because,
        @Nullable Instant openSince,
        @Nullable Instant answerBy,
        boolean overdue,
        boolean sampled,
        @Nullable String escalatedTo,
        @Nullable String leasedBy,
        @Nullable Instant leasedUntil,
        @Nullable Double priority,
        @Nullable UUID decisionId,
        @Nullable Instant closedAt,
        @Nullable String closedBy) {

    static ItemView of(StoredItem stored, Instant now) {
        SocialItem item = stored.item();
        StoredItem.Open open = stored.open();
        boolean leased = open.leasedUntil() != null && open.leasedUntil().isAfter(now);
        return new ItemView(
                stored.id(),
                item.platform(),
                item.accountId(),
                item.objectType(),
                item.objectId(),
                item.postId(),
                item.parentId(),
                item.campaignId(),
                item.userId(),
                item.userName(),
                item.text(),
                item.permalink(),
                item.createdTime(),
                stored.receivedAt(),
                item.reach(),
                stored.visibility(),
                stored.erasedAt(),
                stored.intent(),
                stored.sentiment(),
                stored.status(),
                stored.due(),
                open.severity(),
                open.because(),
                open.since(),
                open.answerBy(),
                stored.waits() && open.answerBy() != null && !open.answerBy().isAfter(now),
                stored.sampled(),
                open.escalatedTo(),
                leased ? open.leasedBy() : null,
                leased ? open.leasedUntil() : null,
                open.priority(),
                stored.decisionId(),
                open.closedAt(),
                open.closedBy());
    }
}
