package dev.adjudge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No secret, token or personal text is in the log of the whole suite. Tests that need no service come after those that do, so that this
 * one sees what they all left.
 */
class SuiteLogTest {

    /** As {@code %test.quarkus.log.file.path}. */
    private static final Path LOG = Path.of("target", "suite.log");

    /** What the tests send that nobody may read in a log. */
    private static final List<Pattern> SECRETS = Stream.of(
                    // keys by the shape of what is drawn, sessions and invitations too: 32 bytes in Base64
                    "adj_[\\w-]{20,}",
                    "(?<![\\w./:-])(?=[\\w-]*[A-Z])(?=[\\w-]*[0-9])(?=[\\w-]*[a-z])[\\w-]{43}(?![\\w./-])",
                    "only-for-the-tests",
                    "(?i)authorization: *\\S",
                    "(?i)(ApiKey|Bearer) +[\\w-]{12,}",
                    "__Host-adjudge=",
                    "eyJ[\\w-]{10,}\\.",
                    "\\$argon2",
                    // passwords
                    "right-and-long-enough",
                    "correct horse battery",
                    // tokens of platforms
                    "a-secret-token",
                    // what persons wrote
                    "Call me at",
                    "Dear Ada")
            .map(Pattern::compile)
            .toList();

    @Test
    void holds_no_secret_and_no_text_of_a_person() throws IOException {
        assumeTrue(Files.exists(LOG), "No service ran before this test, so there is no log");
        try (Stream<String> lines = Files.lines(LOG)) {
            assertThat(lines.filter(line -> SECRETS.stream()
                            .anyMatch(secret -> secret.matcher(line).find())))
                    .isEmpty();
        }
    }

    @Test
    void would_find_them() {
        assertThat(List.of(
                        "key adj_KNKhIT2I98hU3NTnLy1ZCiThg14QDwll07oEpwdgMLA made",
                        "session KNKhIT2I98hU3NTnLy1ZCiThg14QDwll07oEpwdgMLA",
                        "headers {authorization: ApiKey x}",
                        "token eyJhbGciOiJub25lIn0.e30."))
                .allSatisfy(line -> assertThat(SECRETS)
                        .anySatisfy(secret ->
                                assertThat(secret.matcher(line).find()).isTrue()));
    }
}
