package dev.adjudge.connector.meta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.fact.ItemEvent;
import dev.adjudge.fact.ItemEvent.Kind;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.ingest.ItemWebhook.Named;
import dev.adjudge.ingest.ItemWebhook.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each shape of Meta's webhooks is read as. */
class MetaEventsTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-20T10:00:00Z");
    private static final Path SHAPES = Path.of(
            System.getProperty("adjudge.shared.data", "../shared/data"), "specs/meta/webhook_payload_shapes.json");
    private static final ObjectMapper json = new ObjectMapper();

    @Test
    void reads_the_documented_comment_on_facebook() throws IOException {
        ItemEvent event = only(shape("page_feed_comment"));

        assertThat(event.kind()).isEqualTo(Kind.ADDED);
        assertThat(event.at()).isEqualTo(Instant.ofEpochSecond(1678886390));
        SocialItem item = event.item();
        assertThat(item.key()).isEqualTo("facebook:112233_987654321098765");
        assertThat(item.accountId()).isEqualTo("123456789012345");
        assertThat(item.objectType()).isEqualTo(SocialItem.COMMENT);
        assertThat(item.postId()).isEqualTo("123456789012345_112233445566778");
        assertThat(item.parentId()).as("the post, by the name it goes by").isEqualTo(item.postId());
        assertThat(item.userId()).isEqualTo("234567890123456");
        assertThat(item.userName()).isEqualTo("Sample User");
        assertThat(item.text()).isEqualTo("Great tip, how much is shipping?");
        assertThat(item.permalink()).startsWith("https://www.facebook.com/");
        assertThat(item.createdTime()).isEqualTo(Instant.ofEpochSecond(1678886390));
        assertThat(item.raw()).contains("\"verb\":\"add\"");
    }

    @Test
    void reads_the_documented_removal() throws IOException {
        ItemEvent event = only(shape("page_feed_comment_edited_or_removed"));

        assertThat(event.kind()).isEqualTo(Kind.REMOVED);
        assertThat(event.item().key()).isEqualTo("facebook:112233_987654321098765");
        assertThat(event.item().text()).isEmpty();
        assertThat(event.item().raw()).isNull();
    }

    @Test
    void reads_the_documented_comments_on_instagram_in_both_shapes() throws IOException {
        ItemEvent event = only(shape("instagram_comment_facebook_login"));
        ItemEvent other = only(shape("instagram_comment_instagram_login_doc_variant"));

        assertThat(event.kind()).isEqualTo(Kind.ADDED);
        assertThat(event.item().key()).isEqualTo("instagram:17865799348089039");
        assertThat(event.item().accountId()).isEqualTo("17841405309211844");
        assertThat(event.item().postId()).isEqualTo("123123123");
        assertThat(event.item().parentId()).isEqualTo("1231231234");
        assertThat(event.item().userName()).isEqualTo("test");
        assertThat(event.item().createdTime()).isEqualTo(Instant.ofEpochSecond(1678886400));
        assertThat(other.item().key()).isEqualTo(event.item().key());
        assertThat(other.item().text()).isEqualTo("This is an example.");
        assertThat(other.item().parentId()).as("nobody's answer").isEqualTo("123123123");
    }

    @ParameterizedTest
    @CsvSource({"add, ADDED", "edited, EDITED", "edit, EDITED", "remove, REMOVED", "hide, HIDDEN", "unhide, UNHIDDEN"})
    void follows_each_verb(String verb, Kind kind) throws IOException {
        assertThat(only(comment(verb, "9", 1_700_000_000)).kind()).isEqualTo(kind);
    }

    @Test
    void an_edit_and_a_removal_within_the_second_come_after_what_was_written() throws IOException {
        assertThat(only(comment("edited", "9", 1_700_000_000)).at())
                .isAfter(only(comment("add", "9", 1_700_000_000)).at())
                .isBefore(only(comment("remove", "9", 1_700_000_000)).at());
    }

    @Test
    void an_edit_that_is_told_with_the_time_of_the_comment_happened_when_it_was_sent() throws IOException {
        assertThat(only(comment("edited", "9", 1_600_000_000)).at()).isAfter(Instant.ofEpochSecond(1_700_000_000));
        assertThat(only(comment("add", "9", 1_600_000_000)).at()).isEqualTo(Instant.ofEpochSecond(1_600_000_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1700000000", "1700000000000", "\"1700000000\"", "\"2023-11-14T22:13:20+0000\""})
    void reads_times_in_seconds_in_milliseconds_and_as_text(String time) throws IOException {
        assertThat(only(comment("add", "9", time)).at()).isEqualTo(Instant.parse("2023-11-14T22:13:20Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "99999999999999999999", "\"yesterday\"", "{}", "null"})
    void a_time_that_is_none_is_when_it_was_sent(String time) throws IOException {
        assertThat(only(comment("add", "9", time)).at()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
    }

    @Test
    void what_we_wrote_ourselves_is_left_out() throws IOException {
        assertThat(read(comment("add", "1", 1_700_000_000)).events()).isEmpty();
        assertThat(read(message("1", "{\"mid\":\"m1\",\"text\":\"ours\"}")).events())
                .isEmpty();
        assertThat(read(message("2", "{\"mid\":\"m1\",\"text\":\"ours\",\"is_echo\":true}"))
                        .events())
                .isEmpty();
    }

    @Test
    void reads_messages_their_edits_and_their_removal() throws IOException {
        ItemEvent written = only(message("2", "{\"mid\":\"m1\",\"text\":\"Hello\"}"));
        ItemEvent gone = only(message("2", "{\"mid\":\"m1\",\"is_deleted\":true}"));
        ItemEvent edited = only(json.readTree("""
                {"object":"instagram","entry":[{"id":"1","time":1700000000000,"messaging":[{"sender":{"id":"2"},
                "recipient":{"id":"1"},"timestamp":1700000000123,"message_edit":{"mid":"m1","text":"Hello!","num_edit":1}}]}]}
                """));

        assertThat(written.kind()).isEqualTo(Kind.ADDED);
        assertThat(written.item().key()).isEqualTo("facebook:m1");
        assertThat(written.item().objectType()).isEqualTo(SocialItem.MESSAGE);
        assertThat(written.item().userId()).isEqualTo("2");
        assertThat(written.at()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_123L));
        assertThat(gone.kind()).isEqualTo(Kind.REMOVED);
        assertThat(edited.kind()).isEqualTo(Kind.EDITED);
        assertThat(edited.item().key()).isEqualTo("instagram:m1");
        assertThat(edited.item().text()).isEqualTo("Hello!");
    }

    @Test
    void reads_a_mention_of_a_page_in_a_post_and_in_a_comment() throws IOException {
        ItemEvent post = only(change("page", "mention", """
                {"item":"post","verb":"add","post_id":"5_6","sender_id":"5","sender_name":"Ada","message":"Look, @us",
                "created_time":1700000000}"""));
        ItemEvent comment = only(change("page", "mention", """
                {"item":"comment","verb":"add","post_id":"5_6","comment_id":"6_7","from":{"id":"5","name":"Ada"},"message":"@us"}"""));

        assertThat(post.item().objectType()).isEqualTo(SocialItem.MENTION);
        assertThat(post.item().objectId()).isEqualTo("5_6");
        assertThat(post.item().postId()).isNull();
        assertThat(post.item().userName()).isEqualTo("Ada");
        assertThat(comment.item().objectId()).isEqualTo("6_7");
        assertThat(comment.item().postId()).isEqualTo("5_6");
        assertThat(comment.item().userId()).isEqualTo("5");
    }

    @Test
    void a_mention_on_instagram_is_only_named() throws IOException {
        assertThat(read(change("instagram", "mentions", "{\"media_id\":\"17\",\"comment_id\":\"18\"}"))
                        .named())
                .containsExactly(new Named("instagram", "1", "17", "18"));
        assertThat(read(change("instagram", "mentions", "{\"media_id\":\"17\"}"))
                        .named())
                .containsExactly(new Named("instagram", "1", "17", null));
        assertThat(read(change("instagram", "mentions", "{\"media_id\":\"17){id},x(\"}"))
                        .named())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "\"?\"",
                "null",
                "{\"object\":\"user\",\"entry\":[{\"id\":\"1\"}]}",
                "{\"object\":\"page\",\"entry\":{}}",
                "{\"object\":\"page\",\"entry\":[{}]}",
                "{\"object\":\"page\",\"entry\":[{\"id\":\"1\",\"changes\":[{}]}]}",
                "{\"object\":\"page\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"leadgen\",\"value\":{\"x\":1}}]}]}",
                "{\"object\":\"page\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"feed\",\"value\":7}]}]}",
                "{\"object\":\"page\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"feed\",\"value\":{\"item\":\"reaction\",\"verb\":\"add\"}}]}]}",
                "{\"object\":\"page\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"feed\",\"value\":{\"item\":\"comment\",\"verb\":\"block\"}}]}]}",
                "{\"object\":\"page\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"feed\",\"value\":{\"item\":\"comment\",\"verb\":\"add\"}}]}]}",
                "{\"object\":\"page\",\"entry\":[{\"id\":\"1\",\"messaging\":[{\"read\":{\"watermark\":1}}]}]}"
            })
    void what_is_not_followed_is_counted_and_no_error(String body) throws IOException {
        Told told = read(json.readTree(body));

        assertThat(told.events()).isEmpty();
        assertThat(told.ignored()).isEqualTo(1);
    }

    @Test
    void one_body_tells_of_many_in_their_order() throws IOException {
        JsonNode body = json.readTree("""
                {"object":"page","entry":[
                  {"id":"1","time":1700000000,"changes":[
                    {"field":"feed","value":{"item":"comment","verb":"add","comment_id":"6_1","post_id":"1_6","from":{"id":"9"}}},
                    {"field":"ratings","value":{}},
                    {"field":"feed","value":{"item":"comment","verb":"add","comment_id":"6_2","post_id":"1_6","from":{"id":"9"}}}]},
                  {"id":"2","time":1700000000,"changes":[
                    {"field":"feed","value":{"item":"comment","verb":"add","comment_id":"7_1","post_id":"2_7","from":{"id":"1"}}}]}]}
                """);

        Told told = read(body);

        assertThat(told.events())
                .extracting(
                        event -> event.item().accountId() + " " + event.item().objectId())
                .containsExactly("1 6_1", "1 6_2", "2 7_1");
        assertThat(told.ignored()).isEqualTo(1);
    }

    private static JsonNode comment(String verb, String user, Object created) throws IOException {
        return change("page", "feed", """
                {"item":"comment","verb":"%s","comment_id":"6_7","post_id":"1_6","parent_id":"6","created_time":%s,"message":"hm",
                "from":{"id":"%s","name":"Ada"}}""".formatted(verb, created, user));
    }

    private static JsonNode message(String sender, String message) throws IOException {
        return json.readTree("""
                {"object":"page","entry":[{"id":"1","time":1700000000000,"messaging":[{"sender":{"id":"%s"},"recipient":{"id":"1"},
                "timestamp":1700000000123,"message":%s}]}]}""".formatted(sender, message));
    }

    private static JsonNode change(String object, String field, String value) throws IOException {
        return json.readTree("""
                {"object":"%s","entry":[{"id":"1","time":1700000000,"changes":[{"field":"%s","value":%s}]}]}""".formatted(object, field, value));
    }

    private static JsonNode shape(String name) throws IOException {
        Assumptions.assumeTrue(Files.exists(SHAPES), "The documented shapes are not at " + SHAPES);
        return json.readTree(Files.readString(SHAPES)).path(name);
    }

    private static ItemEvent only(JsonNode body) {
        List<ItemEvent> events = read(body).events();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static Told read(JsonNode body) {
        return new MetaEvents(RECEIVED).read(body);
    }
}
