package dev.adjudge.ai;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.output.TokenUsage;
import io.smallrye.faulttolerance.api.Guard;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A language model behind an API as OpenAI's; it is not called before it is asked something. */
@Singleton
class LanguageModel {

    private final OpenAiSettings settings;
    private final Expenses expenses;
    private final Clock clock;
    private final Attempts forOne;
    private final Attempts forSeveral;

    private volatile @Nullable ChatModel client;
    private volatile @Nullable AnswerForm settled;
    private volatile Instant notBefore = Instant.MIN;

    LanguageModel(OpenAiSettings settings, Expenses expenses, Clock clock) {
        this.settings = settings;
        this.expenses = expenses;
        this.clock = clock;
        Guard circuit = Attempts.circuit();
        forOne = new Attempts(settings.timeout(), settings.firstRetry(), circuit);
        forSeveral = new Attempts(settings.batchTimeout(), settings.firstRetry(), circuit);
    }

    /** Says what the model says, which need not be what was asked for. */
    String ask(Question question, String model) throws ModelFailed {
        if (settings.address().isEmpty()) {
            throw new ModelFailed(
                    "it has neither a key nor an address: set adjudge.ai.openai.api-key or adjudge.ai.openai.url",
                    false,
                    null);
        }
        AnswerForm form = settled == null ? AnswerForm.SCHEMA : settled;
        while (true) {
            AnswerForm asked = form;
            try {
                Attempts attempts = question.texts() > 1 ? forSeveral : forOne;
                String answer = attempts.make(() -> once(question, model, asked), String.class);
                settled = asked;
                return answer;
            } catch (ModelFailed e) {
                AnswerForm less = e.request() && settled == null ? form.less() : null;
                if (less == null) {
                    throw e;
                }
                form = less;
            }
        }
    }

    private String once(Question question, String model, AnswerForm form) {
        Duration wait = Duration.between(clock.instant(), notBefore);
        if (wait.compareTo(Duration.ZERO) > 0) {
            throw new ModelFailure.Busy("it asked to be left alone", wait);
        }
        Expenses.Claim claim = expenses.claim(model, question.estimate());
        ChatResponse response;
        try {
            response = client().chat(request(question, model, form));
        } catch (ContentFilteredException e) {
            // it has read it all
            claim.settle(Optional.empty());
            settled = form;
            throw new ModelFailure.Refused("the model refused to answer", true);
        } catch (RuntimeException e) {
            ModelFailure failure = failure(e);
            if (!(failure instanceof ModelFailure.Unavailable)) {
                claim.release();
            }
            throw failure;
        }
        claim.settle(used(response.tokenUsage()));
        String text = response.aiMessage().text();
        return text == null ? "" : text;
    }

    private ChatRequest request(Question question, String model, AnswerForm form) {
        return ChatRequest.builder()
                .messages(SystemMessage.from(question.task()), UserMessage.from(question.data()))
                .parameters(OpenAiChatRequestParameters.builder()
                        .modelName(model)
                        .temperature(settings.temperature().orElse(null))
                        .maxCompletionTokens(settings.answerTokens() * (question.texts() + 1))
                        .responseFormat(form.of(question.answer()))
                        .build())
                .build();
    }

    private ModelFailure failure(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ModelFailure.Busy busy) {
                busy.after().ifPresent(wait -> notBefore = clock.instant().plus(wait));
            }
            if (cause instanceof ModelFailure failure) {
                return failure;
            }
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        // other messages could quote what was sent
        boolean network =
                root instanceof IOException && root.getClass().getPackageName().startsWith("java");
        return new ModelFailure.Unavailable(
                root.getClass().getSimpleName() + (network ? ": " + root.getMessage() : ""), null);
    }

    private static Optional<Tokens> used(@Nullable TokenUsage usage) {
        return usage == null || usage.inputTokenCount() == null || usage.outputTokenCount() == null
                ? Optional.empty()
                : Optional.of(new Tokens(usage.inputTokenCount(), usage.outputTokenCount()));
    }

    private synchronized ChatModel client() {
        ChatModel made = client;
        if (made == null) {
            made = OpenAiChatModel.builder()
                    .baseUrl(settings.address().orElseThrow())
                    // servers of one's own may ask for none
                    .apiKey(settings.apiKey().orElse("none"))
                    .modelName(settings.model())
                    .strictJsonSchema(true)
                    // whole seconds; the attempts have their own time
                    .timeout(settings.batchTimeout().plusSeconds(1))
                    .maxRetries(0)
                    .logRequests(false)
                    .logResponses(false)
                    .build();
            client = made;
        }
        return made;
    }
}
