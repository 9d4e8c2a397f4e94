package dev.adjudge.run.moderation;

import dev.adjudge.ai.ReplyContext;
import dev.adjudge.ai.ReplyWriter;
import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ItemFacts;
import dev.adjudge.rules.KnownReply;
import jakarta.inject.Singleton;

/** What could be answered: by a template, or as a model drafts it. A person says yes to it, or writes another. */
@Singleton
class SuggestedReplies implements KnownReply {

    private final ReplyWriter writer;
    private final ModerationSettings settings;

    SuggestedReplies(ReplyWriter writer, ModerationSettings settings) {
        this.writer = writer;
        this.settings = settings;
    }

    @Override
    public String to(ItemFacts facts) {
        Classification said = facts.classification();
        return said == null
                ? ""
                : writer.suggest(
                                facts.item().text(),
                                said,
                                new ReplyContext(settings.brandName().orElse(null), null, null))
                        .orElse("");
    }
}
