package dev.adjudge.run.moderation;

import dev.adjudge.ai.ReplyContext;
import dev.adjudge.ai.ReplyWriter;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Proposal;
import dev.adjudge.decision.Verdict;
import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ItemFacts;
import dev.adjudge.rules.JudgedItem;
import dev.adjudge.rules.JudgedItems;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Puts words into the answers that wait for a person. */
@Singleton
class SuggestedReplies {

    private final ReplyWriter writer;
    private final ModerationSettings settings;

    SuggestedReplies(ReplyWriter writer, ModerationSettings settings) {
        this.writer = writer;
        this.settings = settings;
    }

    /**
     * The same, with words. For an answer for which nobody knows any, a person has to write them.
     *
     * @param within how long a language model may be asked for them, one after the other; the others are taken from templates
     */
    JudgedItems written(JudgedItems judged, Duration within) {
        long end = System.nanoTime() + within.toNanos();
        List<JudgedItem> items =
                judged.items().stream().map(one -> written(one, end)).toList();
        return new JudgedItems(items, judged.alarms(), judged.spoke());
    }

    private JudgedItem written(JudgedItem judged, long end) {
        Classification said = judged.facts().classification();
        boolean answered = judged.verdicts().stream().anyMatch(SuggestedReplies::waits);
        if (said == null || !answered) {
            return judged;
        }
        String words = words(judged.facts(), said, System.nanoTime() < end);
        return new JudgedItem(
                judged.facts(),
                judged.verdicts().stream()
                        .map(one -> waits(one) ? with(one, words) : one)
                        .toList(),
                judged.severity(),
                judged.answerMinutes(),
                judged.failure());
    }

    private String words(ItemFacts facts, Classification said, boolean anyhow) {
        ReplyContext context = new ReplyContext(settings.brandName().orElse(null), null, null);
        String text = facts.item().text();
        return (anyhow ? writer.suggest(text, said, context) : writer.prepared(text, said, context)).orElse("");
    }

    private static boolean waits(Verdict verdict) {
        return verdict instanceof Verdict.Held && verdict.proposal().action() instanceof Action.Reply;
    }

    private static Verdict with(Verdict verdict, String words) {
        Proposal wanted = verdict.proposal();
        return new Verdict.Held(
                new Proposal(
                        wanted.rule(), wanted.subject(), new Action.Reply(words), wanted.reason(), wanted.matched()),
                verdict.reasons());
    }
}
