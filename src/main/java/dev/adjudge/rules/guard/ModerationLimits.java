package dev.adjudge.rules.guard;

/**
 * A row of {@code Moderation Limits}.
 *
 * @param offenderItems so many hidden items of a person make a repeat offender, within {@code offenderDays}
 * @param burstItems so many items under one post within {@code burstSeconds} are a burst
 * @param alikeUsers so many people who write nearly the same within {@code alikeMinutes} are one, too
 * @param burstMinutes how long spam is believed earlier under a post after a burst
 * @param authorReplies answers to one person within 24 hours
 * @param postReplies answers under one post within 24 hours
 */
public record ModerationLimits(
        long offenderItems,
        long offenderDays,
        long burstItems,
        long burstSeconds,
        long alikeUsers,
        long alikeMinutes,
        long burstMinutes,
        long authorReplies,
        long postReplies) {}
