package dev.adjudge.connector.sandbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.act.Actions;
import dev.adjudge.platform.OwnAddress;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Pages, profiles, comments and messages on the simulated Meta. */
@QuarkusTest
class SocialSandboxTest {

    private static final String META = "/sandbox/meta/v25.0";
    private static final String PAGE = "61550001000001";
    private static final String PROFILE = "17841400000000001";

    @Inject
    Actions actions;

    @Inject
    SandboxSettings settings;

    @Inject
    OwnAddress own;

    @Inject
    ObjectMapper json;

    private final Instant start = Instant.now();

    /** What the service's own pulls find in the sandbox is shared by all tests. */
    @AfterEach
    void forget() {
        actions.change("DELETE FROM sandbox.items WHERE user_id LIKE 'social-test%' OR at >= ?", start);
    }

    @Test
    void the_token_sees_two_pages_and_the_profiles_they_hold() {
        given().queryParam("fields", "id,name,access_token,instagram_business_account")
                .get(META + "/me/accounts")
                .then()
                .statusCode(200)
                .body("data", hasSize(2))
                .body("data[0].id", equalTo(PAGE))
                .body("data[0].instagram_business_account.id", equalTo(PROFILE))
                .body("data[0].access_token", notNullValue());
    }

    @Test
    void a_page_gives_its_posts_with_their_comments_inside() {
        String comment = written("facebook", "Where is my parcel?");

        given().queryParam(
                        "fields",
                        "id,updated_time,comments.filter(stream).order(reverse_chronological).limit(3){id,from{name},message}")
                .queryParam("limit", 2)
                .get(META + "/" + PAGE + "/feed")
                .then()
                .statusCode(200)
                .body("data", hasSize(2))
                .body("data[0].comments.data[0].id", equalTo(comment))
                .body("data[0].comments.data[0].message", equalTo("Where is my parcel?"))
                .body("data[0].comments.data[0].from.name", equalTo("Tess Ting"))
                .body("data[0].comments.data[0].permalink_url", nullValue())
                .body("data[1].message", nullValue())
                .body("paging.next", containsString("/feed?"));
        given().queryParam("fields", "id,comments{shoe_size}")
                .get(META + "/" + PAGE + "/feed")
                .then()
                .statusCode(400)
                .body("error.message", containsString("nonexisting field (shoe_size)"));
    }

    @Test
    void a_hidden_comment_is_hidden_and_told_to_the_page_all_the_same() {
        String comment = written("facebook", "You are idiots");

        given().formParam("is_hidden", "true")
                .post(META + "/" + comment)
                .then()
                .statusCode(200)
                .body("success", equalTo(true));
        given().formParam("is_hidden", "true").post(META + "/" + comment).then().statusCode(200);

        facebook(comment).body("is_hidden", equalTo(true)).body("can_hide", equalTo(true));
        assertThat(writes(comment)).isEqualTo("hidden=true changed, hidden=true");
        given().formParam("is_hidden", "false")
                .post(META + "/" + comment)
                .then()
                .statusCode(200);
        facebook(comment).body("is_hidden", equalTo(false));
        given().formParam("is_hidden", "maybe")
                .post(META + "/" + comment)
                .then()
                .statusCode(400)
                .body("error.message", containsString("must be a boolean"));
    }

    @Test
    void instagram_has_other_words_for_it() {
        String comment = written("instagram", "You are idiots");

        given().formParam("hide", "true")
                .post(META + "/" + comment)
                .then()
                .statusCode(200)
                .body("success", equalTo(true));

        given().queryParam("fields", "id,hidden,text,username,from,media")
                .get(META + "/" + comment)
                .then()
                .statusCode(200)
                .body("hidden", equalTo(true))
                .body("username", equalTo("tess.ting"))
                .body("from.id", equalTo("social-test-1"))
                .body("media.id", notNullValue());
        given().formParam("is_hidden", "true")
                .post(META + "/" + comment)
                .then()
                .statusCode(400)
                .body("error.message", containsString("parameter hide is required"));
        assertThat(writes(comment)).isEqualTo("hidden=true changed");
    }

    @Test
    void a_deleted_comment_is_gone_with_its_answers_for_good() {
        String comment = written("instagram", "Cheap watches");
        String answer = given().formParam("message", "Please stop")
                .post(META + "/" + comment + "/replies")
                .then()
                .statusCode(200)
                .extract()
                .path("id");

        given().delete(META + "/" + comment).then().statusCode(200).body("success", equalTo(true));

        for (String gone : new String[] {comment, answer}) {
            given().get(META + "/" + gone)
                    .then()
                    .statusCode(400)
                    .body("error.code", equalTo(100))
                    .body("error.error_subcode", equalTo(33));
        }
        given().delete(META + "/" + comment).then().statusCode(400).body("error.error_subcode", equalTo(33));
        assertThat(writes(comment)).isEqualTo("reply=Please stop changed, deleted=true changed");
    }

    @Test
    void every_answer_stands_there_once_for_each_time_it_was_sent() {
        String comment = written("facebook", "Do you ship to Norway?");
        for (int i = 0; i < 2; i++) {
            given().formParam("message", "Yes, in 5 days.")
                    .post(META + "/" + comment + "/comments")
                    .then()
                    .statusCode(200)
                    .body("id", containsString("_"));
        }

        given().queryParam("fields", "message,from,parent")
                .get(META + "/" + comment + "/comments")
                .then()
                .statusCode(200)
                .body("data", hasSize(2))
                .body("data[0].from.id", equalTo(PAGE))
                .body("data[0].parent.id", equalTo(comment))
                .body("data[0].message", equalTo("Yes, in 5 days."));
        assertThat(writes(comment)).isEqualTo("reply=Yes, in 5 days. changed, reply=Yes, in 5 days. changed");
    }

    @Test
    void messages_are_answered_within_a_day() {
        String now = written(Map.of("platform", "facebook", "objectType", "message", "text", "Hello?"));
        String long_ago = written(Map.of(
                "platform",
                "instagram",
                "objectType",
                "message",
                "text",
                "Anybody?",
                "createdTime",
                start.minusSeconds(90_000).toString()));

        given().queryParam("fields", "id,from,to,message")
                .get(META + "/" + now)
                .then()
                .statusCode(200)
                .body("from.id", equalTo("social-test-1"))
                .body("to.data[0].id", equalTo(PAGE));
        send("social-test-1", "We are here.").statusCode(200).body("recipient_id", equalTo("social-test-1"));
        given().queryParam("platform", "MESSENGER")
                .queryParam("user_id", "social-test-1")
                .queryParam("fields", "id,messages{message,from}")
                .get(META + "/" + PAGE + "/conversations")
                .then()
                .statusCode(200)
                .body("data", hasSize(1))
                .body("data[0].messages.data.message", hasItem("We are here."))
                .body("data[0].messages.data[0].from.id", equalTo(PAGE));
        assertThat(long_ago).startsWith("m_");
        actions.change("UPDATE sandbox.items SET at = at - interval '2 days' WHERE id = ?", now);
        send("social-test-1", "Too late.").statusCode(400).body("error.code", equalTo(10));
        send("nobody", "Who?").statusCode(400).body("error.message", containsString("No matching user"));
    }

    @Test
    void people_change_their_minds() {
        String comment = written("facebook", "Great!");

        change(comment, Map.of("verb", "edited", "text", "Terrible!")).statusCode(200);
        facebook(comment).body("message", equalTo("Terrible!"));
        change(comment, Map.of("verb", "hide")).statusCode(200);
        facebook(comment).body("is_hidden", equalTo(true));
        change(comment, Map.of("verb", "remove")).statusCode(200);
        given().get(META + "/" + comment).then().statusCode(400);
        change(comment, Map.of("verb", "remove")).statusCode(404);
        change(written("facebook", "Hm"), Map.of("verb", "burn"))
                .statusCode(422)
                .body("detail", containsString("'burn'"));
    }

    @Test
    void what_nobody_could_write_is_refused() {
        refused(Map.of("platform", "myspace"), "'myspace'");
        refused(Map.of("text", " "), "text");
        refused(Map.of("userId", ""), "userId");
        refused(Map.of("postId", "1_2"), "'1_2' is no post");
        refused(Map.of("objectType", "poke"), "'poke'");
        refused(Map.of("createdTime", "2999-01-01T00:00:00Z"), "later than the sandbox's now");
        refused(Map.of("account", PROFILE), PROFILE);
    }

    @Test
    void a_webhook_is_signed_over_its_exact_bytes_and_says_where_it_went() throws Exception {
        Told told = new Told();
        MetaWebhooks webhooks = new MetaWebhooks(
                told, settings, own, json, Optional.of(List.of("s3cret")), Optional.empty(), Optional.empty());
        SocialProfile page = new SocialTexts().profiles().get(0);
        SocialItem item = new SocialItem(
                page, "comment", "1_2", PAGE + "_1", null, new SocialPerson("7", "Ünal", "unal"), "“Schön” 😍", start);

        webhooks.send(WebhookPayloads.added(item));

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(told.signature).isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(told.body)));
        assertThat(told.url).endsWith("/webhooks/meta");
        assertThat(json.readTree(told.body)
                        .at("/entry/0/changes/0/value/message")
                        .asText())
                .isEqualTo("“Schön” 😍");
    }

    @Test
    void where_meta_itself_is_connected_the_sandbox_does_not_speak_in_its_name() {
        MetaWebhooks webhooks = new MetaWebhooks(
                new Told(),
                settings,
                own,
                json,
                Optional.of(List.of("s3cret")),
                Optional.of("a-token"),
                Optional.empty());

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> webhooks.send(Map.of()))
                .hasMessageContaining("Meta itself is connected");
    }

    @Test
    void webhooks_have_the_shapes_of_metas_own() throws Exception {
        Path shapes = Path.of(
                System.getProperty("adjudge.shared.data", "../shared/data"), "specs/meta/webhook_payload_shapes.json");
        Assumptions.assumeTrue(Files.exists(shapes), "No samples at " + shapes + ": skipped");
        JsonNode samples = json.readTree(Files.readString(shapes));
        SocialTexts texts = new SocialTexts();
        SocialPerson somebody = new SocialPerson("7", "Some Body", "some.body");
        SocialItem onFacebook =
                new SocialItem(texts.profiles().get(0), "comment", "1_2", PAGE + "_1", "1_1", somebody, "Hello", start);
        SocialItem onInstagram =
                new SocialItem(texts.profiles().get(2), "comment", "18", "17", "16", somebody, "Hello", start);

        assertThat(names(json.valueToTree(WebhookPayloads.added(onFacebook))))
                .isEqualTo(names(samples.path("page_feed_comment")));
        assertThat(names(json.valueToTree(
                        WebhookPayloads.changed(onFacebook, "remove", start).orElseThrow())))
                .containsAll(names(samples.path("page_feed_comment_edited_or_removed")));
        assertThat(names(samples.path("instagram_comment_facebook_login")))
                .containsAll(names(json.valueToTree(WebhookPayloads.added(onInstagram))));
        assertThat(WebhookPayloads.changed(onInstagram, "remove", start)).isEmpty();
    }

    @Test
    void campaigns_are_found_beside_them() {
        given().queryParam("fields", "name")
                .get(META + "/120210000000020009")
                .then()
                .statusCode(200)
                .body("name", not(nullValue()));
        given().get(META + "/42").then().statusCode(400).body("error.error_subcode", equalTo(33));
    }

    /** Who is told in place of a service. */
    private static final class Told implements WebhookTarget {

        private String url = "";
        private String signature = "";
        private byte[] body = {};

        @Override
        public Response send(String url, String signature, byte[] body) {
            this.url = url;
            this.signature = signature;
            this.body = body;
            return Response.ok().build();
        }
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        node.forEach(inner -> names.addAll(names(inner)));
        return names;
    }

    private static ValidatableResponse send(String user, String text) {
        return given().formParam("recipient", "{\"id\":\"" + user + "\"}")
                .formParam("message", "{\"text\":\"" + text + "\"}")
                .formParam("messaging_type", "RESPONSE")
                .post(META + "/" + PAGE + "/messages")
                .then();
    }

    private static String written(String platform, String text) {
        return written(Map.of("platform", platform, "text", text));
    }

    private static String written(Map<String, String> what) {
        return write(what).statusCode(201).extract().path("id");
    }

    private static ValidatableResponse write(Map<String, String> what) {
        Map<String, String> body = new HashMap<>(
                Map.of("platform", "facebook", "userId", "social-test-1", "userName", "Tess Ting", "text", "Hello"));
        body.putAll(what);
        return given().contentType("application/json")
                .body(body)
                .post("/sandbox/meta/comments")
                .then();
    }

    private static void refused(Map<String, String> what, String because) {
        write(what).statusCode(422).body("detail", containsString(because));
    }

    private static ValidatableResponse change(String id, Map<String, String> what) {
        return given().contentType("application/json")
                .body(what)
                .post("/sandbox/meta/comments/" + id)
                .then();
    }

    private static ValidatableResponse facebook(String id) {
        return given().queryParam("fields", "id,message,is_hidden,can_hide")
                .get(META + "/" + id)
                .then()
                .statusCode(200);
    }

    private String writes(String id) {
        return String.join(", ", actions.itemWrites(id));
    }
}
