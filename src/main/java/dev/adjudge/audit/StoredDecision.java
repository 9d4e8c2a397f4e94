package dev.adjudge.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.decision.ReleaseRef;
import dev.adjudge.decision.Subject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision as the log keeps it.
 *
 * @param facts the facts seen, as {@link FactsJson} writes them
 * @param verdicts as {@link VerdictsJson} writes them
 */
public record StoredDecision(
        UUID id,
        UUID runId,
        Subject subject,
        ReleaseRef release,
        JsonNode facts,
        JsonNode verdicts,
        @Nullable String traceParent,
        Instant createdAt) {}
