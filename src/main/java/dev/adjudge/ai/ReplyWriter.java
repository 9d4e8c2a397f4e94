package dev.adjudge.ai;

import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ReplyText;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Suggests replies, which a person says yes to before they are sent: the language model's where that was chosen, else one that is ready. */
@Singleton
public class ReplyWriter {

    private static final Logger log = Logger.getLogger(ReplyWriter.class);

    private final AiSettings settings;
    private final ModelReplies model;
    private final ReplyTemplates templates;
    private final MeterRegistry metrics;
    private final ReplySettings replies;

    ReplyWriter(
            AiSettings settings,
            ModelReplies model,
            ReplyTemplates templates,
            MeterRegistry metrics,
            ReplySettings replies) {
        this.settings = settings;
        this.model = model;
        this.templates = templates;
        this.metrics = metrics;
        this.replies = replies;
    }

    /**
     * Suggests a reply to a question, to praise or to a complaint.
     *
     * @return one that {@link ReplyText#problem} has nothing against; empty for other texts, and in languages that nothing is ready for
     */
    public Optional<String> suggest(String text, Classification of, ReplyContext context) {
        if (!ReplyTemplates.ANSWERED.contains(of.intent())) {
            return Optional.empty();
        }
        return drafted(text, of, language(text, context), context).or(() -> prepared(text, of, context));
    }

    /** As {@link #suggest}, in words that were ready before: it takes no time. */
    public Optional<String> prepared(String text, Classification of, ReplyContext context) {
        return ReplyTemplates.ANSWERED.contains(of.intent())
                ? suggested("template", templates.reply(text, of, language(text, context), context))
                : Optional.empty();
    }

    private String language(String text, ReplyContext context) {
        if (context.language() != null) {
            return context.language().toLowerCase(Locale.ROOT);
        }
        return Languages.of(text).orElse(Languages.foreign(text) ? "other" : replies.language());
    }

    private Optional<String> drafted(String text, Classification of, String language, ReplyContext context) {
        // what speaks to the model need not be answered by it
        boolean speaksToIt = of.flags().contains(Instructions.FLAG) || Instructions.in(text);
        if (settings.provider() != AiSettings.Provider.OPENAI || speaksToIt) {
            return Optional.empty();
        }
        try {
            Optional<String> draft =
                    model.draft(text, of, language.equals("other") ? "that of the text" : language, context);
            Optional<String> problem = draft.flatMap(ReplyText::problemOfDraft);
            problem.ifPresent(
                    dropped -> metrics.counter("ai.replies", "by", "dropped").increment());
            return suggested("model", problem.isPresent() ? Optional.empty() : draft);
        } catch (ModelFailed e) {
            log.warnf("No reply drafted by the language model: %s", e.getMessage());
        } catch (RuntimeException e) {
            // its message could quote a text
            log.warnf("No reply drafted by the language model: %s", e.getClass().getName());
        }
        return Optional.empty();
    }

    private Optional<String> suggested(String by, Optional<String> reply) {
        reply.ifPresent(one -> metrics.counter("ai.replies", "by", by).increment());
        return reply;
    }
}
