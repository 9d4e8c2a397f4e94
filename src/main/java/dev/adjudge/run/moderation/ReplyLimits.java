package dev.adjudge.run.moderation;

import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sql;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.LiveRules;
import dev.adjudge.rules.guard.ModerationLimits;
import dev.adjudge.warehouse.ItemHistory;
import dev.adjudge.warehouse.StoredItem;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;

/**
 * How many suggested answers a day one person, and one post, may get. Guardrails ask that while items are judged; many that were held
 * before any was sent are asked again when somebody says yes to them.
 */
@Singleton
class ReplyLimits {

    private final ItemHistory history;
    private final LiveRules rules;

    ReplyLimits(ItemHistory history, LiveRules rules) {
        this.history = history;
        this.rules = rules;
    }

    /**
     * In the transaction in which one more is approved.
     *
     * @throws Problem 409 when it would be one too many
     */
    void refuseOneTooMany(Sql sql, StoredItem item, Instant now) throws SQLException {
        CompiledRelease live = rules.live();
        if (!live.moderates()) {
            return;
        }
        ModerationLimits limits = live.moderationLimits(item.item());
        ItemHistory.Replies sent = history.replies(sql, item.id(), now);
        if (sent.toAuthor() >= limits.authorReplies()) {
            throw tooMany(sent.toAuthor() + " answers went to this person", limits.authorReplies());
        }
        if (sent.underPost() >= limits.postReplies()) {
            throw tooMany(sent.underPost() + " answers stand under this post", limits.postReplies());
        }
    }

    private static Problem tooMany(String sent, long most) {
        return Problem.conflict(sent + " in the last 24 hours, at most " + most
                + " suggested ones may; reject this one, and answer in your own words with …/act if somebody has to");
    }
}
