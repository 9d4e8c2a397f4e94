package dev.adjudge.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A numbered set of rule files, and how far it has come.
 *
 * @param author who began it; {@code service} for what was found on disk
 * @param editors who changed a file of it, or submitted it: none of them may approve it
 * @param from the release that it was made from; null for what was found on disk
 * @param hash {@code sha256:…} of all files; null for a draft, whose files still change
 * @param acknowledged the names of the warnings that were known when it was submitted
 * @param publishAt when it goes live by itself; null when nobody wished that
 * @param shadowSince since when it is, or when it was last begun to be, judged beside the live one
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Release(
        long id,
        String title,
        State state,
        String author,
        List<String> editors,
        @Nullable Long from,
        @Nullable String hash,
        Instant createdAt,
        @Nullable Instant submittedAt,
        @Nullable String submittedBy,
        @Nullable Instant approvedAt,
        @Nullable String approvedBy,
        List<String> acknowledged,
        @Nullable Instant liveSince,
        @Nullable Instant publishAt,
        @Nullable Instant shadowSince) {

    /** The stations of a release's life. */
    public enum State {
        DRAFT,
        IN_REVIEW,
        APPROVED,
        LIVE,
        SHADOW,
        RETIRED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** Who had a hand in it, and so can't be the second pair of eyes. */
    boolean isOf(String actor) {
        return author.equals(actor) || editors.contains(actor);
    }
}
