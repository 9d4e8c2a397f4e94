package dev.adjudge.ai;

import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ClassifierVersion;
import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import dev.adjudge.platform.Sha256;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Asks a language model, several texts at once; one that looks as if it spoke to the model is looked at alone. */
@Singleton
class OpenAiClassifier implements Classifier {

    /** Estimated for an item of the answer. */
    private static final int ANSWER = 80;

    private static final int VERSION_DIGITS = 8;
    private static final BigDecimal CERTAIN = BigDecimal.ONE.setScale(4, RoundingMode.UNNECESSARY);

    private static final String TASK = Resource.text("classify.txt");

    private final LanguageModel model;
    private final OpenAiSettings settings;
    private final ClassifierVersion version;

    @Inject
    OpenAiClassifier(LanguageModel model, OpenAiSettings settings) {
        this(model, settings, settings.model(), settings.version());
    }

    private OpenAiClassifier(LanguageModel model, OpenAiSettings settings, String name, Optional<String> version) {
        this.model = model;
        this.settings = settings;
        this.version = new ClassifierVersion(
                AiSettings.Provider.OPENAI.word(),
                name,
                version.map(set -> set + "-").orElse("") + "task-" + task());
    }

    /** What the model is asked is part of the version: other words, other answers. */
    private static String task() {
        var digest = Sha256.start();
        Sha256.take(digest, TASK);
        Sha256.take(digest, ClassifierAnswer.SCHEMA.toString());
        return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_DIGITS);
    }

    /** Another model of the same server. */
    OpenAiClassifier with(String name, Optional<String> version) {
        return new OpenAiClassifier(model, settings, name, version);
    }

    @Override
    public ClassifierVersion version() {
        return version;
    }

    @Override
    public List<Classification> classify(List<String> texts) throws ClassifierFailed {
        List<Classification> all =
                classifyEach(texts).stream().flatMap(Optional::stream).toList();
        if (all.size() < texts.size()) {
            throw new ClassifierFailed(
                    version + " gave no usable answer for " + (texts.size() - all.size()) + " of " + texts.size()
                            + " texts",
                    null);
        }
        return all;
    }

    @Override
    public List<Optional<Classification>> classifyEach(List<String> texts) throws ClassifierFailed {
        Map<Integer, Classification> found = new HashMap<>();
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = CleanText.of(texts.get(i), settings.characters());
            if (text.isEmpty()) {
                found.put(i, nothing());
            } else {
                asked.add(new Asked(i, text, Instructions.in(texts.get(i))));
            }
        }
        try {
            for (List<Asked> batch : batches(asked)) {
                ask(batch, found);
            }
        } catch (ModelFailed e) {
            if (found.isEmpty()) {
                throw new ClassifierFailed(version + " failed: " + e.getMessage(), e);
            }
        }
        return IntStream.range(0, texts.size())
                .mapToObj(i -> Optional.ofNullable(found.get(i)))
                .toList();
    }

    /** A text to ask for. */
    private record Asked(int index, String text, boolean instruction) {}

    private List<List<Asked>> batches(List<Asked> asked) {
        List<List<Asked>> batches = new ArrayList<>();
        List<Asked> open = new ArrayList<>();
        long tokens = 0;
        for (Asked one : asked) {
            long more = Tokens.estimate(one.text());
            if (one.instruction()) {
                batches.add(List.of(one));
                continue;
            }
            if (!open.isEmpty() && (open.size() >= settings.batch() || tokens + more > settings.batchTokens())) {
                batches.add(open);
                open = new ArrayList<>();
                tokens = 0;
            }
            open.add(one);
            tokens += more;
        }
        if (!open.isEmpty()) {
            batches.add(open);
        }
        return batches;
    }

    /** What is missing or can't be is asked for once more, alone; so is all that stood beside a text that spoke to the model. */
    private void ask(List<Asked> batch, Map<Integer, Classification> found) throws ModelFailed {
        Map<Integer, Classification> answered = new HashMap<>();
        try {
            answered.putAll(once(batch));
        } catch (ModelFailed e) {
            if (!e.request()) {
                throw e;
            }
        }
        boolean influenced = batch.size() > 1
                && answered.values().stream().anyMatch(one -> one.flags().contains(Instructions.FLAG));
        for (Asked one : batch) {
            Classification answer = answered.get(one.index());
            if (answer != null && !influenced) {
                found.put(one.index(), answer);
            } else {
                again(one, found);
            }
        }
    }

    private void again(Asked one, Map<Integer, Classification> found) throws ModelFailed {
        try {
            found.putAll(once(List.of(one)));
        } catch (ModelFailed e) {
            if (!e.request()) {
                throw e;
            }
        }
    }

    private Map<Integer, Classification> once(List<Asked> batch) throws ModelFailed {
        Fence fence = new Fence();
        Map<String, Asked> byId = new HashMap<>();
        batch.forEach(one -> byId.put(fence.put(one.text()).path("id").asText(), one));
        Question question = new Question(
                fence.task(TASK), fence.data(), ClassifierAnswer.SCHEMA, batch.size(), (long) ANSWER * batch.size());
        Map<Integer, Classification> found = new HashMap<>();
        ClassifierAnswer.read(model.ask(question, version.model()), byId.keySet(), version)
                .forEach((id, answer) -> {
                    Asked one = byId.get(id);
                    if (one != null) {
                        found.put(one.index(), one.instruction() ? flagged(answer) : answer);
                    }
                });
        return found;
    }

    private static Classification flagged(Classification answer) {
        Set<String> flags = new HashSet<>(answer.flags());
        flags.add(Instructions.FLAG);
        return new Classification(
                answer.intent(),
                answer.confidence(),
                answer.sentiment(),
                answer.sentimentConfidence(),
                answer.replyRequired(),
                flags,
                answer.reason(),
                answer.by());
    }

    /** Where nothing is written there is nothing to ask. */
    private Classification nothing() {
        return new Classification(
                Intent.OTHER, CERTAIN, Sentiment.NEUTRAL, CERTAIN, false, Set.of(), "No text.", version);
    }
}
