package dev.adjudge.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.act.Actions;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Subject;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Sql;
import dev.adjudge.platform.vault.Person;
import dev.adjudge.warehouse.SocialItems;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's texts go when they ask for it, and the log still verifies. */
@QuarkusTest
class ErasureTest {

    @Inject
    AuditLog log;

    @Inject
    SocialItems items;

    @Inject
    Actions actions;

    @Inject
    DataSource database;

    @Inject
    ObjectMapper json;

    private final String user = "user-" + UUID.randomUUID();
    private final String text = "Call me at " + UUID.randomUUID();
    private final Person person = new Person("facebook", user);
    private final String subject = "comment:facebook:" + UUID.randomUUID();

    @Test
    void an_entry_holds_a_persons_text_only_as_a_hash_that_proves_it() throws Exception {
        JsonNode kept =
                json.readTree(given().get("/api/audit/texts/" + written()).asString());

        assertThat(log.latest("test.done", subject))
                .hasValueSatisfying(entry -> assertThat(entry.body()).doesNotContain(text, user));
        assertThat(kept.path("text").asText()).isEqualTo(text);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(HexFormat.of().parseHex(kept.path("salt").asText()));
        assertThat(kept.path("commitment").asText())
                .isEqualTo("sha256:" + HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void what_a_person_wrote_is_erased_everywhere_and_the_log_still_verifies(@TempDir Path folder) throws Exception {
        String commitment = written();
        SocialItem comment = item();
        UUID item = Sql.inTransaction(database, connection -> items.add(connection, comment))
                .orElseThrow();
        UUID reply = actions.held(
                Subject.item("facebook", "page-1", comment.objectId()), new Action.Reply("Dear Ada, " + text));

        Response erased = erase(user);

        assertThat(erased.statusCode()).isEqualTo(200);
        assertThat(erased.jsonPath().getMap("erased")).containsEntry("items", 1).containsEntry("texts", 1);
        JsonNode gone =
                json.readTree(given().get("/api/audit/texts/" + commitment).asString());
        assertThat(gone.path("text").isNull()).isTrue();
        assertThat(gone.path("salt").isNull()).isTrue();
        assertThat(gone.path("erasedAt").asText()).isNotEmpty();
        assertThat(given().get("/api/audit/verify").jsonPath().getBoolean("intact"))
                .isTrue();
        ByteArrayOutputStream export = new ByteArrayOutputStream();
        log.each(entry -> export.write((json.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8)));
        assertThat(export.toString(StandardCharsets.UTF_8)).contains(commitment).doesNotContain(text, user);
        Path file = Files.write(folder.resolve("audit.ndjson"), export.toByteArray());
        assertThat(ExportVerifier.verify(file)).startsWith("intact: ");
        assertThat(count("SELECT count(*) FROM social_media_items WHERE id = '" + item
                        + "' AND num_nonnulls(user_id, user_name, text, permalink, raw_data) = 0"))
                .isEqualTo(1);
        assertThat(given().get("/api/actions/" + reply).asString())
                .contains("\"status\":\"expired\"")
                .doesNotContain(text);
    }

    @Test
    void an_erasure_leaves_an_entry_that_does_not_tell_of_whom() throws Exception {
        written();
        String name = erase(user).jsonPath().getString("person");

        assertThat(log.latest("person.erased", "person:" + name)).hasValueSatisfying(entry -> assertThat(entry.body())
                .contains("\"reason\":\"case 17\"", "\"items\":0,\"texts\":1}")
                .doesNotContain(user, text));
        assertThat(erase(user).jsonPath().getMap("erased")).containsEntry("texts", 0);
    }

    @Test
    void others_keep_theirs() {
        String commitment = written();

        erase("another-" + user);

        assertThat(given().get("/api/audit/texts/" + commitment).jsonPath().getString("text"))
                .isEqualTo(text);
    }

    @Test
    void a_text_of_a_person_gets_nowhere_else_as_json() {
        assertThatThrownBy(() -> json.writeValueAsString(new PersonalText(person, text)))
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain(text, user));
        assertThat(new PersonalText(person, text).toString()).doesNotContain(text, user);
    }

    @Test
    void a_request_that_lacks_something_is_told_what() {
        Response answer = given().contentType("application/json")
                .body("{\"platform\":\"facebook\"}")
                .post("/api/erasures");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getList("errors.pointer")).containsExactly("/userId", "/reason");
        assertThat(given().get("/api/audit/texts/sha256:0").statusCode()).isEqualTo(404);
    }

    private Response erase(String whom) {
        return given().contentType("application/json")
                .body(Map.of("platform", "facebook", "userId", whom, "reason", "case 17"))
                .post("/api/erasures");
    }

    /** Writes an entry with the text, and answers the hash it stands there as. */
    private String written() {
        log.add(Happening.of(
                Caller.SERVICE, "test.done", subject, null, Map.of("hidden", new PersonalText(person, text)), null));
        String body = log.latest("test.done", subject).orElseThrow().body();
        return body.substring(body.indexOf("sha256:"), body.indexOf("sha256:") + "sha256:".length() + 64);
    }

    private SocialItem item() {
        return new SocialItem(
                "facebook",
                "page-1",
                SocialItem.COMMENT,
                UUID.randomUUID().toString(),
                "post-1",
                null,
                null,
                user,
                "Ada",
                text,
                null,
                Instant.parse("2026-11-01T10:00:00Z"),
                0,
                null);
    }

    private long count(String statement) {
        return Sql.using(database, "testing", sql -> sql.count(statement));
    }
}
