package dev.adjudge.act;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a try ended, as it is kept with the action.
 *
 * @param result in a word: done, already, drifted, failed, dead, suppressed, retrying; expired when a later run replaced it
 * @param detail in a sentence
 * @param live what the platform held before
 * @param request what was called, null when nothing was
 * @param answer what the platform said
 * @param confirmed what the platform held afterwards
 */
@JsonInclude(Include.NON_NULL)
record Outcome(
        Result result,
        String detail,
        Instant at,
        @Nullable Object live,
        @Nullable String request,
        @Nullable String answer,
        @Nullable Object confirmed) {

    enum Result {
        DONE(ActionStatus.DONE),
        ALREADY(ActionStatus.DONE),
        DRIFTED(ActionStatus.FAILED),
        FAILED(ActionStatus.FAILED),
        DEAD(ActionStatus.DEAD),
        SUPPRESSED(ActionStatus.SUPPRESSED),
        RETRYING(ActionStatus.READY),
        /** No try: a person lets it be tried again, or asks again whether it may be. */
        RETRIED(ActionStatus.READY),
        /** No try: a person made another change of it. */
        MENDED(ActionStatus.HELD);

        private final ActionStatus status;

        Result(ActionStatus status) {
            this.status = status;
        }

        ActionStatus status() {
            return status;
        }

        @com.fasterxml.jackson.annotation.JsonValue
        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static Outcome without(Result result, String detail, Instant at, @Nullable Object live) {
        return new Outcome(result, detail, at, live, null, null, null);
    }
}
