package dev.adjudge.ai;

import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ClassifierVersion;
import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Classifies in process, without a key or a network; as many threads as like may ask it at once. It never fails. */
@Singleton
public final class LocalClassifier implements Classifier {

    static final String PROVIDER = "local";
    static final String MODEL = "adjudge-local";

    private static final String SHIPPED = "/ai/local.weights";

    /** From this chance on another intent is a flag. */
    private static final double FLAGGED = 0.2;

    /** A text that says nothing is of no kind, and little is known of it. */
    private static final double NOTHING = 0.3;

    private final LocalModel model;
    private final ClassifierVersion version;

    /** The one that ships. */
    public LocalClassifier() {
        this(shipped());
    }

    private LocalClassifier(byte[] weights) {
        model = WeightsFile.read(weights);
        version = new ClassifierVersion(PROVIDER, MODEL, WeightsFile.version(weights));
    }

    /**
     * One with other weights, as {@link LocalTraining} made them.
     *
     * @throws IllegalArgumentException when they are no weights, or those of another format
     */
    public static LocalClassifier of(byte[] weights) {
        return new LocalClassifier(weights);
    }

    /** The weights that ship: what a training begins with when no other version was chosen. */
    public static byte[] shipped() {
        try (InputStream weights =
                Objects.requireNonNull(LocalClassifier.class.getResourceAsStream(SHIPPED), SHIPPED)) {
            return weights.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ClassifierVersion version() {
        return version;
    }

    @Override
    public List<Classification> classify(List<String> texts) {
        return texts.stream().map(this::classify).toList();
    }

    /** Classifies one text, whatever it is. */
    public Classification classify(String text) {
        List<String> words = Words.of(text);
        Features features = Features.of(words);
        LocalModel.Said<Intent> intent = model.intent(features);
        LocalModel.Said<Sentiment> sentiment = model.sentiment(features);
        if (words.stream().noneMatch(LocalClassifier::says)) {
            return silent(words, sentiment);
        }
        return new Classification(
                intent.likeliest(),
                decimal(intent.confidence()),
                sentiment.likeliest(),
                decimal(sentiment.confidence()),
                Asking.reply(intent.likeliest(), words),
                flags(text, intent),
                Reason.of(words, intent.likeliest(), model.intents()),
                version);
    }

    /** Without a letter or a kind of link there is at most a mood: emojis, signs, nothing. */
    private Classification silent(List<String> words, LocalModel.Said<Sentiment> mood) {
        boolean mute = words.isEmpty();
        return new Classification(
                Intent.OTHER,
                decimal(NOTHING),
                mute ? Sentiment.NEUTRAL : mood.likeliest(),
                decimal(mute ? NOTHING : mood.confidence()),
                false,
                Set.of(),
                null,
                version);
    }

    private static boolean says(String word) {
        return word.codePoints().anyMatch(point -> point == 1 || Character.isLetter(point));
    }

    private static Set<String> flags(String text, LocalModel.Said<Intent> said) {
        Set<String> flags = new HashSet<>();
        for (Intent intent : Intent.values()) {
            if (intent != said.likeliest() && intent != Intent.OTHER && said.chances()[intent.ordinal()] >= FLAGGED) {
                flags.add(intent.word());
            }
        }
        if (Instructions.in(text)) {
            flags.add("instruction");
        }
        return flags;
    }

    private static BigDecimal decimal(double share) {
        return BigDecimal.valueOf(share).setScale(4, RoundingMode.HALF_UP);
    }
}
