package dev.adjudge.ai;

import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ClassifierVersion;
import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Classifies in process, without a key or a network; as many threads as like may ask it at once. It never fails. */
public final class LocalClassifier implements Classifier {

    static final String PROVIDER = "local";
    static final String MODEL = "adjudge-local";

    private static final String SHIPPED = "/ai/local.weights";

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
                Flags.of(text, intent, model),
                Reason.of(words, intent.likeliest(), model.intents()),
                version);
    }

    /** Without a word and a link there is at most a mood: emojis, signs, numbers, nothing. */
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
        return word.equals(PlainText.LINK_WORD)
                || word.equals(PlainText.MAIL_WORD)
                || word.charAt(0) != PlainText.KIND && word.codePoints().anyMatch(Character::isLetter);
    }

    private static BigDecimal decimal(double share) {
        return BigDecimal.valueOf(share).setScale(4, RoundingMode.HALF_UP);
    }
}
