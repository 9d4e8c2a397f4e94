package dev.adjudge.ingest.social;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.adjudge.MetaWebhook;
import dev.adjudge.platform.Sql;
import dev.adjudge.warehouse.SocialItems;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Meta tells is kept when it is signed, once, and followed; what is forged is not. */
@QuarkusTest
class WebhooksTest {

    private static final String PAGE = "61550001000001";
    private static final String PROFILE = "17841400000000001";
    private static final String TOXIC = "You are a stupid pathetic idiot, go to hell";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicLong NUMBERS = new AtomicLong(Instant.now().toEpochMilli() * 1000);

    @Inject
    SocialItems items;

    @Inject
    DataSource database;

    @Inject
    MeterRegistry metrics;

    @TestHTTPResource("/webhooks/meta")
    @Nullable URI address;

    private final String number = String.valueOf(NUMBERS.addAndGet(10_000));
    private final String post = PAGE + "_" + number;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(3600);

    @AfterEach
    void forget() {
        run("DELETE FROM sandbox.items WHERE place = '" + post + "'");
    }

    @Test
    void answers_the_challenge_of_who_knows_the_token() {
        subscribe("subscribe", "only-for-the-tests", "1158201444")
                .statusCode(200)
                .contentType("text/plain")
                .body(equalTo("1158201444"));
        subscribe("subscribe", "only-for-the-test", "1158201444").statusCode(403);
        subscribe("unsubscribe", "only-for-the-tests", "1158201444").statusCode(403);
        given().noFilters().get("/webhooks/meta").then().statusCode(403).contentType("application/problem+json");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "sha256=",
                "sha256=00",
                "sha1=0000000000000000000000000000000000000000",
                "sha256=zz00000000000000000000000000000000000000000000000000000000000000",
                "sha256=0000000000000000000000000000000000000000000000000000000000000000"
            })
    void refuses_what_is_not_signed(String signature) {
        var call = given().noFilters().contentType("application/json").body(added("1", "hello"));
        if (signature != null) {
            call.header("X-Hub-Signature-256", signature);
        }
        call.post("/webhooks/meta")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("detail", containsString("X-Hub-Signature-256"));
        assertThat(kept("1")).isZero();
    }

    @Test
    void refuses_a_body_of_which_one_byte_was_changed() {
        MetaWebhook webhook = MetaWebhook.signed(added("1", "hello"));
        double before = forged();

        send(new MetaWebhook(webhook.body().replace("hello", "hallo"), webhook.signature()))
                .statusCode(403);

        assertThat(forged()).isEqualTo(before + 1);
        assertThat(kept("1")).isZero();
    }

    @Test
    void a_signed_comment_is_kept_judged_and_hidden_on_the_platform() {
        inSandbox("1", TOXIC);

        send(MetaWebhook.signed(added("1", TOXIC))).statusCode(200).body(equalTo("EVENT_RECEIVED"));

        await().atMost(PATIENCE).until(() -> hidden("1") == 1);
        await().atMost(PATIENCE).until(() -> visibility("1").equals("hidden"));
        assertThat(items.find("facebook", id("1"))).hasValueSatisfying(item -> {
            assertThat(item.text()).isEqualTo(TOXIC);
            assertThat(item.postId()).isEqualTo(post);
            assertThat(item.accountId()).isEqualTo(PAGE);
        });
    }

    @Test
    void the_same_again_is_no_work_and_what_it_held_does_not_stay() {
        String body = added("1", "Do you ship to Norway?");
        for (int i = 0; i < 5; i++) {
            send(MetaWebhook.signed(body)).statusCode(200);
        }

        await().atMost(PATIENCE).until(() -> kept("1") == 1);
        await().atMost(PATIENCE).until(() -> count("SELECT count(*) FROM webhook_events WHERE body IS NOT NULL") == 0);
        await().atMost(PATIENCE).until(() -> judged("1") == 1);
    }

    @Test
    void edits_and_removals_are_followed_whatever_the_order() {
        send(MetaWebhook.signed(comment("edited", "1", "third", 20))).statusCode(200);
        send(MetaWebhook.signed(comment("edited", "1", "second", 10))).statusCode(200);
        send(MetaWebhook.signed(comment("add", "1", "first", 0))).statusCode(200);
        send(MetaWebhook.signed(comment("remove", "2", null, 5))).statusCode(200);
        send(MetaWebhook.signed(comment("add", "2", "gone before it came", 0))).statusCode(200);
        send(MetaWebhook.signed(comment("add", "3", "at first", 0))).statusCode(200);
        send(MetaWebhook.signed(comment("edited", "3", "within the second", 0))).statusCode(200);

        await().atMost(PATIENCE).until(() -> items.find("facebook", id("3"))
                .map(item -> item.text())
                .orElse("")
                .equals("within the second"));
        allRead();
        assertThat(items.find("facebook", id("1")))
                .hasValueSatisfying(item -> assertThat(item.text()).isEqualTo("third"));
        assertThat(visibility("2")).isEqualTo("deleted");
        assertThat(judged("2")).isZero();
    }

    @Test
    void a_mention_that_instagram_only_names_is_looked_up() {
        String media = given().contentType("application/json")
                .body(Map.of(
                        "platform",
                        "instagram",
                        "objectType",
                        "mention",
                        "userId",
                        "w1",
                        "userName",
                        "Tess",
                        "text",
                        "Look what they made",
                        "webhook",
                        false))
                .post("/sandbox/meta/comments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        send(MetaWebhook.signed(MetaWebhook.entries(
                        "instagram", List.of(MetaWebhook.change(PROFILE, "mentions", Map.of("media_id", media), now)))))
                .statusCode(200);

        await().atMost(PATIENCE).until(() -> items.find("instagram", media).isPresent());
        assertThat(items.find("instagram", media)).hasValueSatisfying(item -> {
            assertThat(item.text()).isEqualTo("Look what they made");
            assertThat(item.objectType()).isEqualTo("mention");
        });
        allRead();
        run("DELETE FROM sandbox.items WHERE id = '" + media + "'");
    }

    @Test
    void signed_nonsense_is_taken_and_tells_nothing() {
        for (String body : List.of("", "?", "{", "{\"object\":\"page\",\"entry\":7}", "\u0000")) {
            send(MetaWebhook.signed(body + " ".repeat((int) (Long.parseLong(number) % 50))))
                    .statusCode(200);
        }
        allRead();
    }

    @Test
    void a_thousand_changes_in_one_body_are_answered_before_they_are_read() throws Exception {
        List<Map<String, Object>> entries = IntStream.range(0, 1000)
                .mapToObj(i -> MetaWebhook.change(
                        PAGE,
                        "feed",
                        Map.of(
                                "item",
                                "comment",
                                "verb",
                                "add",
                                "comment_id",
                                id("t" + i),
                                "post_id",
                                post,
                                "message",
                                "Thank you " + i,
                                "created_time",
                                now.getEpochSecond(),
                                "from",
                                Map.of("id", "u" + i)),
                        now))
                .toList();

        send(MetaWebhook.signed(MetaWebhook.entries("page", entries))).statusCode(200);

        await().atMost(PATIENCE)
                .until(() -> count("SELECT count(*) FROM social_media_items WHERE post_id = '" + post + "'") == 1000);
        String tooLarge = " ".repeat(1_100_000);
        send(MetaWebhook.signed(tooLarge)).statusCode(413);
    }

    /** Of 1,000 webhooks 20 % come again, 5 % are forged, and edits and removals overtake what they are about. */
    @Test
    void each_real_item_is_handled_once_and_no_forged_one() throws Exception {
        List<MetaWebhook> all = new ArrayList<>();
        Map<String, String> last = new LinkedHashMap<>();
        List<String> offending = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            String text = i % 20 == 0 ? TOXIC : "Do you have number " + i + " in another colour?";
            all.add(MetaWebhook.signed(added("r" + i, text)));
            last.put("r" + i, text);
            if (i % 20 == 0) {
                inSandbox("r" + i, text);
                offending.add("r" + i);
            }
        }
        for (int i = 1; i < 600; i += 6) {
            all.add(MetaWebhook.signed(comment("edited", "r" + i, "I meant number " + (i + 1), 40)));
            last.put("r" + i, "I meant number " + (i + 1));
        }
        for (int i = 2; i < 600; i += 12) {
            all.add(MetaWebhook.signed(comment("remove", "r" + i, null, 50)));
            last.put("r" + i, "");
        }
        Random chance = new Random(7);
        for (int i = 0; i < 200; i++) {
            all.add(all.get(chance.nextInt(750)));
        }
        for (int i = 0; i < 50; i++) {
            all.add(MetaWebhook.forged(added("f" + i, TOXIC)));
        }
        Collections.shuffle(all, chance);

        List<Integer> answers = sendAll(all);

        assertThat(all).hasSize(1000);
        assertThat(answers).filteredOn(status -> status == 200).hasSize(950);
        assertThat(answers).filteredOn(status -> status == 403).hasSize(50);
        allRead();
        await().atMost(PATIENCE)
                .until(() -> count("SELECT count(*) FROM social_media_items WHERE due_at IS NOT NULL AND post_id = '"
                                + post + "'")
                        == 0);
        assertThat(count("SELECT count(*) FROM social_media_items WHERE post_id = '" + post + "'"))
                .as("items, the forged ones not among them")
                .isEqualTo(600);
        last.forEach((name, text) -> {
            if (text.isEmpty()) {
                assertThat(visibility(name)).as(name).isEqualTo("deleted");
            } else {
                assertThat(items.find("facebook", id(name)).orElseThrow().text())
                        .as(name)
                        .isEqualTo(text);
                assertThat(judged(name)).as(name).isBetween(1L, text.startsWith("I meant") ? 2L : 1L);
            }
        });
        await().atMost(PATIENCE).until(() -> offending.stream().allMatch(name -> hidden(name) == 1));
        assertThat(count("SELECT count(*) FROM sandbox.item_writes WHERE item_id LIKE '" + number + "%'"))
                .as("asked of the platform: each hidden once")
                .isEqualTo(offending.size());
    }

    private List<Integer> sendAll(List<MetaWebhook> all) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (MetaWebhook webhook : all) {
                HttpRequest request = HttpRequest.newBuilder(java.util.Objects.requireNonNull(address))
                        .header("X-Hub-Signature-256", webhook.signature())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(webhook.body()))
                        .build();
                calls.add(() -> http.send(request, BodyHandlers.discarding()).statusCode());
            }
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> answer : senders.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            senders.shutdown();
        }
    }

    private String added(String name, String text) {
        return comment("add", name, text, 0);
    }

    private String comment(String verb, String name, @Nullable String text, int seconds) {
        return MetaWebhook.comment(verb, PAGE, post, id(name), "user-" + name, text, now.plusSeconds(seconds));
    }

    /** Comments' ids are the post's, and a number. */
    private String id(String name) {
        return number + "_" + Math.abs((long) name.hashCode());
    }

    private void inSandbox(String name, String text) {
        run(
                "INSERT INTO sandbox.items (id, platform, kind, profile_id, place, user_id, user_name, user_handle, text, at) VALUES ('"
                        + id(name) + "', 'facebook', 'comment', '" + PAGE + "', '" + post + "', 'u', 'U', 'u', '" + text
                        + "', '" + now
                        + "')");
    }

    private static ValidatableResponse subscribe(String mode, String token, String challenge) {
        return given().noFilters()
                .queryParam("hub.mode", mode)
                .queryParam("hub.verify_token", token)
                .queryParam("hub.challenge", challenge)
                .get("/webhooks/meta")
                .then();
    }

    private static ValidatableResponse send(MetaWebhook webhook) {
        return given().noFilters()
                .contentType("application/json")
                .header("X-Hub-Signature-256", webhook.signature())
                .body(webhook.body().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/webhooks/meta")
                .then();
    }

    private void allRead() {
        await().atMost(PATIENCE)
                .until(() -> count("SELECT count(*) FROM webhook_events WHERE due_at IS NOT NULL") == 0);
    }

    private double forged() {
        return metrics.counter("webhooks.forged", "source", "meta").count();
    }

    private long kept(String name) {
        return count("SELECT count(*) FROM social_media_items WHERE object_id = '" + id(name) + "'");
    }

    private long judged(String name) {
        return count(
                "SELECT count(*) FROM item_classifications c JOIN social_media_items i ON i.id = c.item_id WHERE i.object_id = '"
                        + id(name) + "'");
    }

    private long hidden(String name) {
        return count(
                "SELECT count(*) FROM sandbox.item_writes WHERE field = 'hidden' AND after = 'true' AND item_id = '"
                        + id(name) + "'");
    }

    private String visibility(String name) {
        return Sql.using(
                        database,
                        "looking at an item",
                        sql -> sql.find(
                                "SELECT visibility FROM social_media_items WHERE object_id = ?",
                                row -> row.getString(1),
                                id(name)))
                .orElse("");
    }

    private long count(String query) {
        return Sql.using(database, "counting", sql -> sql.count(query));
    }

    private void run(String statement) {
        Sql.using(database, "preparing", sql -> sql.run(statement));
    }
}
