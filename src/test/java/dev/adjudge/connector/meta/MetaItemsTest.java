package dev.adjudge.connector.meta;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import dev.adjudge.act.ActionFailed;
import dev.adjudge.act.Actions;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Subject;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.ingest.FactSourceUnavailable;
import dev.adjudge.ingest.ItemSource;
import dev.adjudge.platform.calls.CallLimit;
import dev.adjudge.platform.calls.CallLimits;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write on Facebook and Instagram is pulled, and what is decided about it is done there once. */
@QuarkusTest
class MetaItemsTest {

    private static final Action HIDE = new Action.Hide(Action.VISIBLE);
    private static final Action DELETE = new Action.Delete(Action.VISIBLE);

    @Inject
    @All
    List<ItemSource> sources;

    @Inject
    MetaItemActions handler;

    @Inject
    Actions actions;

    @Inject
    CallLimits limits;

    private final Instant start = Instant.now().minusSeconds(1);

    @AfterEach
    void forget() {
        actions.change("DELETE FROM sandbox.items WHERE user_id LIKE 'meta-test%' OR at >= ?", start);
    }

    @Test
    void facebook_gives_comments_answers_mentions_and_messages_since_then() throws Exception {
        gives_all_of_it("facebook");
    }

    @Test
    void instagram_gives_comments_answers_mentions_and_messages_since_then() throws Exception {
        gives_all_of_it("instagram");
    }

    private void gives_all_of_it(String platform) throws Exception {
        String account = account(platform);
        String comment = written(platform, Map.of("text", "Do you ship to Norway? 🏔️"));
        String answer = written(platform, Map.of("text", "I would like to know, too", "parentId", comment));
        String mention = written(platform, Map.of("text", "Nice tent", "objectType", "mention"));
        String message = written(platform, Map.of("text", "Hello?", "objectType", "message"));
        String earlier = written(
                platform,
                Map.of(
                        "text",
                        "Yesterday",
                        "createdTime",
                        start.minusSeconds(90_000).toString()));
        handler.execute(Subject.item(platform, account, comment), new Action.Reply("We do."));

        List<SocialItem> items = pulled(platform);

        assertThat(items)
                .extracting(SocialItem::objectId)
                .contains(comment, answer, mention, message)
                .doesNotContain(earlier)
                .doesNotHaveDuplicates();
        assertThat(items).extracting(SocialItem::userId).doesNotContain(account);
        SocialItem one = item(items, comment);
        assertThat(one.text()).isEqualTo("Do you ship to Norway? 🏔️");
        assertThat(one.platform()).isEqualTo(platform);
        assertThat(one.accountId()).isEqualTo(account);
        assertThat(one.objectType()).isEqualTo("comment");
        assertThat(one.userId()).isEqualTo("meta-test-1");
        assertThat(one.postId()).isNotNull().isEqualTo(one.parentId());
        assertThat(one.createdTime()).isBetween(start.minusSeconds(1), Instant.now());
        assertThat(one.reach()).isEqualTo(2);
        assertThat(one.raw()).contains("meta-test-1").doesNotContain("We do.");
        assertThat(item(items, answer).parentId()).isEqualTo(comment);
        assertThat(item(items, answer).postId()).isEqualTo(one.postId());
        assertThat(item(items, mention).objectType()).isEqualTo("mention");
        assertThat(item(items, mention).text()).isEqualTo("Nice tent");
        assertThat(item(items, message).objectType()).isEqualTo("message");
        assertThat(item(items, message).postId()).startsWith("t_");
    }

    @ParameterizedTest
    @CsvSource({"facebook", "instagram"})
    void more_comments_than_fit_one_answer_are_all_given(String platform) throws Exception {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 115; i++) {
            written.add(written(platform, Map.of("text", "Comment " + i)));
        }

        assertThat(pulled(platform))
                .extracting(SocialItem::objectId)
                .containsAll(written)
                .doesNotHaveDuplicates();
    }

    @Test
    void the_world_that_the_sandbox_makes_up_is_given_too() throws Exception {
        for (ItemSource source : sources) {
            List<SocialItem> week = new ArrayList<>();
            source.pullItems(start.minus(Duration.ofDays(7)), week::add);

            assertThat(week).hasSizeGreaterThan(40);
            assertThat(week).extracting(SocialItem::objectType).contains("comment", "mention", "message");
            assertThat(week).allSatisfy(item -> {
                assertThat(item.platform()).isEqualTo(source.platform());
                assertThat(item.createdTime()).isAfterOrEqualTo(start.minus(Duration.ofDays(7)));
                assertThat(item.text()).isNotBlank();
            });
            assertThat(week.stream().map(SocialItem::accountId).distinct()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"facebook", "instagram"})
    void a_comment_is_hidden_and_seen_again(String platform) throws Exception {
        Subject comment = comment(platform, "You are idiots");
        assertThat(handler.current(comment, HIDE)).contains("visible");

        UUID hide = actions.allowed(comment, HIDE);
        done(hide);

        assertThat(handler.current(comment, HIDE)).contains("hidden");
        done(actions.allowed(comment, new Action.Unhide(Action.HIDDEN)));
        assertThat(handler.current(comment, HIDE)).contains("visible");
        assertThat(actions.itemWrites(comment.id())).containsExactly("hidden=true changed", "hidden=false changed");
    }

    @ParameterizedTest
    @CsvSource({"facebook", "instagram"})
    void what_is_gone_is_deleted_already_and_can_not_be_hidden(String platform) throws Exception {
        Subject comment = comment(platform, "Cheap watches");
        done(actions.allowed(comment, DELETE));

        UUID again = actions.allowed(comment, DELETE);
        done(again);

        assertThat(actions.row(again).outcome()).contains("\"already\"");
        assertThat(handler.current(comment, DELETE)).contains("deleted");
        assertThatThrownBy(() -> handler.current(comment, HIDE))
                .isInstanceOf(ActionFailed.Permanent.class)
                .hasMessageContaining("has no " + comment.id() + " any more");
        handler.execute(comment, DELETE);
        assertThat(actions.itemWrites(comment.id())).containsExactly("deleted=true changed");
    }

    @ParameterizedTest
    @CsvSource({"facebook,comment", "instagram,comment", "facebook,message", "instagram,message"})
    void an_answer_is_looked_for_before_it_is_repeated(String platform, String type) throws Exception {
        Subject item = Subject.item(
                platform,
                account(platform),
                written(platform, Map.of("text", "Do you ship to Norway?", "objectType", type)));
        Action reply = new Action.Reply("Yes, in five days.");
        assertThat(handler.current(item, reply)).isEmpty();
        handler.execute(item, reply); // by a worker that was killed before it could say so
        assertThat(handler.current(item, reply)).contains("Yes, in five days.");

        UUID action = actions.held(item, reply);
        actions.abandoned(action);
        done(action);

        assertThat(actions.row(action).outcome()).contains("\"already\"");
        assertThat(actions.itemWrites(item.id())).containsExactly("reply=Yes, in five days. changed");
    }

    @Test
    void what_was_written_stands_in_no_outcome_from_where_it_could_not_be_erased() throws Exception {
        Subject comment = comment("facebook", "Do you ship to Norway?");

        UUID action = actions.allowed(comment, new Action.Reply("Yes, dear Tess."));
        done(action);

        assertThat(actions.row(action).outcome())
                .contains("POST /v25.0/" + comment.id() + "/comments 15 characters")
                .doesNotContain("dear Tess", "Norway");
    }

    @ParameterizedTest
    @CsvSource({"facebook", "instagram"})
    void our_answer_can_be_taken_back(String platform) throws Exception {
        Subject comment = comment(platform, "Do you ship to Norway?");
        done(actions.allowed(comment, new Action.Reply("No.")));
        Action back = new Action.DeleteReply("No.", null);
        assertThat(handler.current(comment, back)).contains("No.");

        done(actions.allowed(comment, back));

        assertThat(handler.current(comment, back)).contains("deleted");
        assertThat(handler.current(comment, new Action.Reply("No."))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"facebook", "instagram"})
    void two_who_are_answered_in_the_same_words_in_one_thread_are_both_answered(String platform) throws Exception {
        String comment = written(platform, Map.of("text", "Do you ship to Norway?"));
        Action reply = new Action.Reply("We do.");
        Subject first = answering(platform, comment, "And to Sweden?");
        Subject second = answering(platform, comment, "And to Finland?");
        done(actions.allowed(first, reply));
        UUID answered = actions.allowed(second, reply);
        done(answered);
        assertThat(actions.itemWrites(first.id())).isEqualTo(actions.itemWrites(second.id()));

        String undo = given().contentType("application/json")
                .body("{}")
                .post("/api/actions/" + answered + "/undo")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
        done(UUID.fromString(undo));

        assertThat(handler.current(first, new Action.DeleteReply("We do.", null)))
                .as("The answer to the first stands")
                .contains("We do.");
    }

    private static Subject answering(String platform, String comment, String text) {
        return Subject.item(platform, account(platform), written(platform, Map.of("text", text, "parentId", comment)));
    }

    @Test
    void a_comment_that_is_hidden_already_is_deleted_all_the_same() throws Exception {
        Subject comment = comment("facebook", "Cheap watches");
        handler.execute(comment, HIDE);

        done(actions.allowed(comment, DELETE));

        assertThat(actions.itemWrites(comment.id())).containsExactly("hidden=true changed", "deleted=true changed");
    }

    @Test
    void an_answer_to_an_answer_stands_beside_it_and_is_found_there() throws Exception {
        String comment = written("instagram", Map.of("text", "Do you ship to Norway?"));
        Subject answer = Subject.item(
                "instagram",
                account("instagram"),
                written("instagram", Map.of("text", "And to Sweden?", "parentId", comment)));

        handler.execute(answer, new Action.Reply("To Sweden, too."));

        assertThat(handler.current(answer, new Action.Reply("To Sweden, too."))).contains("To Sweden, too.");
    }

    @ParameterizedTest
    @CsvSource({"post", "comment under a post"})
    void a_mention_on_instagram_is_answered_where_it_stands_and_once(String of) throws Exception {
        Subject mention = mention(of);
        Action reply = new Action.Reply("Thank you, have a good trip!");
        assertThat(handler.current(mention, reply)).isEmpty();
        UUID first = actions.allowed(mention, reply);
        done(first);
        assertThat(actions.row(first).outcome())
                .contains("POST /v25.0/" + mention.account() + "/mentions 28 characters");
        assertThat(handler.current(mention, reply)).contains("Thank you, have a good trip!");

        UUID again = actions.held(mention, reply); // as by a worker that was killed before it could say so
        actions.abandoned(again);
        done(again);

        assertThat(actions.row(again).outcome()).contains("\"already\"");
        assertThat(actions.itemWrites(mention.id())).containsExactly("reply=Thank you, have a good trip! changed");
    }

    @Test
    void an_answer_is_found_among_more_than_one_page_of_others() throws Exception {
        Subject mention = mention("post");
        handler.execute(mention, new Action.Reply("Thank you!"));
        for (int i = 0; i < 60; i++) {
            handler.execute(mention, new Action.Reply("Answer " + i));
        }

        assertThat(handler.current(mention, new Action.Reply("Thank you!"))).contains("Thank you!");
        assertThat(handler.current(mention, new Action.Reply("Answer 60"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"post", "comment under a post"})
    void what_stands_under_a_post_of_somebody_else_is_answered_and_nothing_more(String of) throws Exception {
        Subject mention = mention(of);
        UUID answer = actions.allowed(mention, new Action.Reply("Thank you!"));
        done(answer);

        for (Action action : List.of(HIDE, DELETE)) {
            assertThatThrownBy(() -> handler.current(mention, action))
                    .isInstanceOf(ActionFailed.Permanent.class)
                    .hasMessageContaining("under a post of somebody else: it can only be answered");
        }
        given().contentType("application/json")
                .body("{}")
                .post("/api/actions/" + answer + "/undo")
                .then()
                .statusCode(409)
                .body("detail", containsString("an answer there is removed by whoever posted it"));
        assertThat(actions.itemWrites(mention.id())).containsExactly("reply=Thank you! changed");
    }

    private static Subject mention(String of) {
        Map<String, String> where = of.equals("post") ? Map.of() : Map.of("postId", "17900000000000001");
        Map<String, String> mention = new HashMap<>(Map.of("text", "Look @you", "objectType", "mention"));
        mention.putAll(where);
        return Subject.item("instagram", account("instagram"), written("instagram", mention));
    }

    @Test
    void messages_are_answered_only() {
        Subject message = Subject.item(
                "facebook",
                account("facebook"),
                written("facebook", Map.of("text", "Hello?", "objectType", "message")));

        for (Action action : List.of(HIDE, DELETE, new Action.DeleteReply("x", null))) {
            assertThatThrownBy(() -> handler.current(message, action))
                    .isInstanceOf(ActionFailed.Permanent.class)
                    .hasMessageContaining("messages can only be answered");
        }
    }

    @Test
    void pulls_leave_calls_for_actions() throws Exception {
        Subject comment = comment("facebook", "You are idiots");
        CallLimit pulls = limits.limit("meta-pulls").orElseThrow();
        limits.settle(pulls, "meta-pulls", 2 * pulls.most()); // more than even the next hour gives
        try {
            assertThatThrownBy(() -> pulled("facebook"))
                    .isInstanceOfSatisfying(FactSourceUnavailable.class, e -> assertThat(e.retryAfter())
                            .isPresent())
                    .hasMessageContaining("adjudge.calls.meta-pulls");

            done(actions.allowed(comment, HIDE));
        } finally {
            limits.settle(pulls, "meta-pulls", -2 * pulls.most());
        }
        assertThat(actions.itemWrites(comment.id())).containsExactly("hidden=true changed");
    }

    private void done(UUID action) {
        await().atMost(Duration.ofSeconds(30)).until(() -> !List.of("ready", "executing")
                .contains(actions.row(action).status()));
        assertThat(actions.row(action).status())
                .as(String.valueOf(actions.row(action).outcome()))
                .isEqualTo("done");
    }

    private List<SocialItem> pulled(String platform) throws Exception {
        List<SocialItem> items = new ArrayList<>();
        for (ItemSource source : sources) {
            if (source.platform().equals(platform)) {
                source.pullItems(start, items::add);
            }
        }
        return items;
    }

    private static SocialItem item(List<SocialItem> items, String id) {
        return items.stream()
                .filter(one -> one.objectId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String account(String platform) {
        return platform.equals("facebook") ? "61550001000001" : "17841400000000001";
    }

    private static Subject comment(String platform, String text) {
        return Subject.item(platform, account(platform), written(platform, Map.of("text", text)));
    }

    private static String written(String platform, Map<String, String> what) {
        Map<String, String> body =
                new HashMap<>(Map.of("platform", platform, "userId", "meta-test-1", "userName", "Tess Ting"));
        body.putAll(what);
        return given().contentType("application/json")
                .body(body)
                .post("/sandbox/meta/comments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
