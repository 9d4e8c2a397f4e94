package dev.adjudge.rules.dmn;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked.
 *
 * @param inputs as they were in the JSON
 * @param service the decision service to evaluate; null for all decisions
 * @param explain whether to tell the rows that matched
 */
public record Question(
        Map<String, @Nullable Object> inputs, @Nullable String service, boolean explain) {}
