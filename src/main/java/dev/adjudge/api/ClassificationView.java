package dev.adjudge.api;

import dev.adjudge.fact.Classification;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said of a text, and who.
 *
 * @param at null for what was said just now
 */
@Schema(name = "Classification")
record ClassificationView(
        String intent,
        BigDecimal confidence,
        String sentiment,
        BigDecimal sentimentConfidence,
        boolean replyRequired,
        List<String> flags,
        @Nullable String reason,
        String provider,
        String model,
        String version,
        @Nullable Instant at) {

    static @Nullable ClassificationView of(@Nullable Classification said, @Nullable Instant at) {
        return said == null
                ? null
                : new ClassificationView(
                        said.intent().word(),
                        said.confidence(),
                        said.sentiment().word(),
                        said.sentimentConfidence(),
                        said.replyRequired(),
                        said.flags().stream().sorted().toList(),
                        said.reason(),
                        said.by().provider(),
                        said.by().model(),
                        said.by().version(),
                        at);
    }
}
