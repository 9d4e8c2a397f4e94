package dev.adjudge.ingest;

import dev.adjudge.platform.Problem;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The forms in which rows come. */
enum BodyFormat {
    JSON,
    NDJSON,
    CSV;

    private static final Set<String> JSON_TYPES = Set.of("application/json", "text/json");
    private static final Set<String> NDJSON_TYPES = Set.of(
            "application/x-ndjson",
            "application/ndjson",
            "application/jsonl",
            "application/x-jsonl",
            "application/jsonlines",
            "application/x-jsonlines");
    private static final Set<String> CSV_TYPES =
            Set.of("text/csv", "application/csv", "text/tab-separated-values", "application/vnd.ms-excel");
    private static final Set<String> ANY_TEXT = Set.of("", "text/plain", "application/octet-stream");

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The form that the media type names; where it names none, the one that the text begins like. */
    static BodyFormat of(@Nullable String contentType, String beginning) {
        String type = (contentType == null ? "" : contentType)
                .split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT);
        if (JSON_TYPES.contains(type)) {
            return JSON;
        }
        if (NDJSON_TYPES.contains(type)) {
            return NDJSON;
        }
        if (CSV_TYPES.contains(type)) {
            refuseOtherThanCsv(beginning);
            return CSV;
        }
        if (ANY_TEXT.contains(type)) {
            return sniffed(beginning.stripLeading());
        }
        throw Problem.unsupported(
                "The body is " + Words.shown(type) + "; send rows as application/json, application/x-ndjson"
                        + " or text/csv, for example: curl --data-binary @rows.csv -H 'Content-Type: text/csv'");
    }

    private static BodyFormat sniffed(String text) {
        if (text.startsWith("[")) {
            return JSON;
        }
        if (text.startsWith("{")) {
            int end = text.indexOf('\n');
            return end > 0 && text.substring(0, end).strip().endsWith("}") ? NDJSON : JSON;
        }
        refuseOtherThanCsv(text);
        return CSV;
    }

    private static void refuseOtherThanCsv(String beginning) {
        String text = beginning.stripLeading();
        if (text.startsWith("<")) {
            throw Problem.wrong("The body is HTML or XML, not CSV: it begins with \""
                    + Words.shown(text.lines().findFirst().orElse(""))
                    + "\". A sign-in or error page was probably saved in place of the export; export it again as CSV.");
        }
        if (text.startsWith("{") || text.startsWith("[{")) {
            throw Problem.wrong("The body is JSON, but is sent as CSV; send it as Content-Type: application/json,"
                    + " or application/x-ndjson for one object a line");
        }
    }
}
