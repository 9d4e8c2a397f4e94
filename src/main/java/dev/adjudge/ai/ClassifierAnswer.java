package dev.adjudge.ai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ClassifierVersion;
import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a model may say of texts, and what of it is believed: nothing but known fields with known values, once for each text. */
final class ClassifierAnswer {

    private static final String ITEMS = "items";
    private static final int CONFIDENCE_DECIMALS = 4;
    private static final int LONGEST_REASON = 160;
    private static final Pattern SENTENCE = Pattern.compile("(?s)(.+?[.!?])(\\s.*)?");

    private static final List<String> INTENTS =
            Stream.of(Intent.values()).map(Intent::word).toList();
    private static final List<String> SENTIMENTS =
            Stream.of(Sentiment.values()).map(Sentiment::word).toList();
    private static final List<String> FLAGS = Stream.concat(
                    INTENTS.stream().filter(intent -> !intent.equals(Intent.OTHER.word())),
                    Stream.of(Instructions.FLAG))
            .toList();

    /** The form that servers are asked to hold it to. */
    static final JsonSchema SCHEMA = JsonSchema.builder()
            .name("classifications")
            .rootElement(JsonObjectSchema.builder()
                    .addProperty(
                            ITEMS,
                            JsonArraySchema.builder()
                                    .items(JsonObjectSchema.builder()
                                            .addStringProperty("id")
                                            .addEnumProperty("intent", INTENTS)
                                            .addEnumProperty("sentiment", SENTIMENTS)
                                            .addNumberProperty("intent_confidence")
                                            .addNumberProperty("sentiment_confidence")
                                            .addBooleanProperty("reply_required")
                                            .addProperty(
                                                    "flags",
                                                    JsonArraySchema.builder()
                                                            .items(JsonEnumSchema.builder()
                                                                    .enumValues(FLAGS)
                                                                    .build())
                                                            .build())
                                            .addStringProperty("reason")
                                            .required(
                                                    "id",
                                                    "intent",
                                                    "sentiment",
                                                    "intent_confidence",
                                                    "sentiment_confidence",
                                                    "reply_required",
                                                    "flags",
                                                    "reason")
                                            .additionalProperties(false)
                                            .build())
                                    .build())
                    .required(ITEMS)
                    .additionalProperties(false)
                    .build())
            .build();

    private ClassifierAnswer() {}

    /** By id; of a text that it says nothing of, or twice, or something that can't be, there is none. */
    static Map<String, Classification> read(String answer, Set<String> ids, ClassifierVersion by) {
        Map<String, Classification> read = new HashMap<>();
        Set<String> seen = new HashSet<>();
        JsonAnswer.with(ITEMS, answer).ifPresent(found -> found.path(ITEMS).forEach(item -> {
            String id = item.path("id").asText();
            if (!seen.add(id)) {
                read.remove(id);
            } else if (ids.contains(id)) {
                classification(item, by).ifPresent(one -> read.put(id, one));
            }
        }));
        return read;
    }

    private static Optional<Classification> classification(JsonNode item, ClassifierVersion by) {
        String intent = item.path("intent").asText();
        String sentiment = item.path("sentiment").asText();
        BigDecimal confidence = confidence(item.path("intent_confidence"));
        BigDecimal sentimentConfidence = confidence(item.path("sentiment_confidence"));
        if (!INTENTS.contains(intent)
                || !SENTIMENTS.contains(sentiment)
                || confidence == null
                || sentimentConfidence == null
                || !item.path("reply_required").isBoolean()) {
            return Optional.empty();
        }
        Set<String> flags = new HashSet<>();
        item.path("flags").forEach(flag -> flags.add(flag.asText()));
        flags.retainAll(FLAGS);
        flags.remove(intent);
        return Optional.of(new Classification(
                Intent.of(intent),
                confidence,
                Sentiment.of(sentiment),
                sentimentConfidence,
                item.path("reply_required").booleanValue(),
                flags,
                sentence(item.path("reason")),
                by));
    }

    private static @Nullable BigDecimal confidence(JsonNode value) {
        if (!value.isNumber()) {
            return null;
        }
        BigDecimal number = value.decimalValue();
        return number.signum() < 0 || number.compareTo(BigDecimal.ONE) > 0
                ? null
                : number.setScale(CONFIDENCE_DECIMALS, RoundingMode.HALF_UP);
    }

    private static @Nullable String sentence(JsonNode reason) {
        if (!reason.isTextual()) {
            return null;
        }
        String text = CleanText.of(reason.textValue(), 4 * LONGEST_REASON).replace('\n', ' ');
        var first = SENTENCE.matcher(text);
        String sentence = first.matches() ? String.valueOf(first.group(1)) : text;
        int length = sentence.codePointCount(0, sentence.length());
        String cut = length <= LONGEST_REASON
                ? sentence
                : sentence.substring(0, sentence.offsetByCodePoints(0, LONGEST_REASON - 1)) + "…";
        return cut.isEmpty() ? null : cut;
    }
}
