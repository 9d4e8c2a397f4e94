package dev.adjudge.run.moderation;

import dev.adjudge.fact.ItemFacts;
import dev.adjudge.rules.ReplyText;
import jakarta.inject.Singleton;

/** What could be answered. */
@Singleton
class SuggestedReplies implements ReplyText {

    @Override
    public String to(ItemFacts facts) {
        return "";
    }
}
