package dev.adjudge.ai;

import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reply for a kind of text.
 *
 * @param sentiment any, where it is null
 * @param text with placeholders: {@code {brand}}, {@code {name}}
 */
record ReplyTemplate(Intent intent, @Nullable Sentiment sentiment, String language, String text) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    boolean fits(Intent wanted, Sentiment of, String in) {
        return intent == wanted && (sentiment == null || sentiment == of) && language.equals(in);
    }

    /** Empty when there is nothing to fill a placeholder with. */
    Optional<String> filled(Map<String, String> values) {
        StringBuilder filled = new StringBuilder();
        Matcher place = PLACEHOLDER.matcher(text);
        while (place.find()) {
            String value = values.get(place.group(1));
            if (value == null) {
                return Optional.empty();
            }
            place.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return Optional.of(place.appendTail(filled).toString());
    }
}
