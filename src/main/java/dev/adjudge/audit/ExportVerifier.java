package dev.adjudge.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.platform.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an export of the audit log far from the service and its database: {@code GET /api/audit} with
 * {@code Accept: application/x-ndjson}, a line an entry, oldest first. Ends with 0 when the chain holds, with 1 when not.
 */
public final class ExportVerifier {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ExportVerifier() {}

    /** @param args the export's file */
    public static void main(String... args) throws IOException {
        String verdict = verify(Path.of(args[0]));
        System.out.println(verdict);
        System.exit(verdict.startsWith("intact") ? 0 : 1);
    }

    /** {@code intact: …}, or the first line that doesn't hold, and why. */
    static String verify(Path export) throws IOException {
        String previous = "";
        long expected = -1;
        long lines = 0;
        @Nullable Beginning beginning = null;
        try (BufferedReader in = Files.newBufferedReader(export)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines++;
                JsonNode entry = JSON.readTree(line);
                long id = entry.path("id").asLong();
                if (lines > 1 && id != expected) {
                    return "line " + lines + ": entry " + expected + " is missing";
                }
                if (lines > 1 && !entry.path("previousHash").asText().equals(previous)) {
                    return "line " + lines + ": entry " + id + " is not chained to the entry before it";
                }
                if (beginning == null) {
                    beginning = new Beginning(id, entry.path("previousHash").asText());
                }
                beginning.look(entry);
                previous = entry.path("hash").asText();
                if (!previous.equals(hash(entry))) {
                    return "line " + lines + ": entry " + id + " is not what was written";
                }
                expected = id + 1;
            }
        }
        if (beginning == null) {
            return "line 1: there is no entry; an export holds one at least, so this is none, or only the beginning of one";
        }
        if (!beginning.holds()) {
            return "line 1: the entries before " + beginning.first
                    + " are missing, and no later entry says that they were kept long enough and dropped";
        }
        return "intact: " + lines + " entries, the last is " + (expected - 1) + " with the hash " + previous;
    }

    /** Where an export begins: with the first entry of all, or behind a month that, as a later entry says, was sealed and dropped. */
    private static final class Beginning {

        private final long first;
        private final String previousHash;
        private boolean told;

        Beginning(long first, String previousHash) {
            this.first = first;
            this.previousHash = previousHash;
        }

        void look(JsonNode entry) throws IOException {
            String body = entry.path("body").asText();
            if (told || !body.contains("audit.dropped")) {
                return;
            }
            JsonNode happening = JSON.readTree(body);
            told = happening.path("kind").asText().equals("audit.dropped")
                    && happening.at("/after/last").asLong() == first - 1
                    && happening.at("/after/lastHash").asText().equals(previousHash);
        }

        boolean holds() {
            return told || first == 1 && previousHash.equals("0".repeat(previousHash.length()));
        }
    }

    private static String hash(JsonNode entry) {
        MessageDigest digest = Sha256.start();
        digest.update(HexFormat.of().parseHex(entry.path("previousHash").asText()));
        String hashed = entry.path("id").asLong() + "\n" + entry.path("at").asText() + "\n"
                + entry.path("body").asText();
        return HexFormat.of().formatHex(digest.digest(hashed.getBytes(StandardCharsets.UTF_8)));
    }
}
