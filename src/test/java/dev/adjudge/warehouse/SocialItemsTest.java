package dev.adjudge.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjudge.fact.ItemEvent;
import dev.adjudge.fact.ItemEvent.Kind;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.platform.Sql;
import dev.adjudge.platform.vault.Person;
import dev.adjudge.platform.vault.SealBroken;
import dev.adjudge.platform.vault.Vault;
import dev.adjudge.warehouse.SocialItems.Change;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What persons wrote is kept sealed, each text for its own cell, and is found by who wrote it. */
@QuarkusTest
class SocialItemsTest {

    @Inject
    SocialItems items;

    @Inject
    Vault vault;

    @Inject
    DataSource database;

    private final String user = "user-" + UUID.randomUUID();

    @Test
    void an_item_comes_back_as_it_was_and_rests_unreadable() {
        SocialItem item = item("Where is my order, 日本?");
        add(item);

        assertThat(items.find("instagram", item.objectId())).contains(item);
        assertThat(stored(item))
                .doesNotContain("order", "Ada", user, "instagr.am", "\"id\"")
                .contains(item.objectId());
    }

    @Test
    void an_item_that_comes_again_is_kept_once() {
        SocialItem item = item("hello");

        assertThat(add(item)).isPresent();
        assertThat(add(item)).isEmpty();
    }

    @Test
    void the_items_of_a_person_are_found_by_their_keyed_hash() {
        SocialItem first = item("one");
        SocialItem second = item("two");
        add(first);
        add(second);

        assertThat(items.by(new Person("instagram", user))).containsExactlyInAnyOrder(first, second);
        assertThat(items.by(new Person("facebook", user))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text = (SELECT text FROM other)",
                "text = user_name",
                "text = replace(text, substr(text, 20, 4), 'AAAA')"
            })
    void a_sealed_text_that_was_moved_or_changed_is_refused(String tampering) {
        SocialItem mine = item("mine");
        SocialItem other = item("other");
        add(mine);
        add(other);
        run("WITH other AS (SELECT text FROM social_media_items WHERE object_id = '" + other.objectId()
                + "') UPDATE social_media_items SET " + tampering + " WHERE object_id = '" + mine.objectId() + "'");

        assertThatThrownBy(() -> items.find("instagram", mine.objectId())).isInstanceOf(SealBroken.class);
        run("DELETE FROM social_media_items WHERE object_id = '" + mine.objectId() + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_id", "user_name", "text", "permalink", "raw_data"})
    void the_database_refuses_personal_text_in_plain(String column) {
        SocialItem item = item("hello");
        add(item);

        assertThatThrownBy(() -> run("UPDATE social_media_items SET " + column + " = 'Ada' WHERE object_id = '"
                        + item.objectId() + "'"))
                .rootCause()
                .hasMessageContaining("social_media_items_sealed");
    }

    @Test
    void an_item_that_was_erased_does_not_come_back() {
        SocialItem item = item("hello");
        add(item);

        long erased = Sql.inTransaction(
                database, connection -> items.erase(connection, vault.person(new Person("instagram", user))));

        assertThat(erased).isEqualTo(1);
        assertThat(items.find("instagram", item.objectId())).isEmpty();
        assertThat(add(item)).isEmpty();
        assertThat(items.find("instagram", item.objectId())).isEmpty();
        assertThat(stored(item)).doesNotContain("sealed:");
    }

    @Test
    void what_happened_to_its_text_and_to_its_place_in_sight_is_followed_apart() {
        SocialItem item = item("first");
        Instant at = item.createdTime();
        add(item);

        assertThat(tell(Kind.HIDDEN, item, at.plusSeconds(10))).isEqualTo(Change.SHOWN);
        assertThat(tell(Kind.EDITED, saying(item, "second"), at.plusSeconds(5))).isEqualTo(Change.EDITED);
        assertThat(tell(Kind.UNHIDDEN, item, at.plusSeconds(9))).isEqualTo(Change.UNCHANGED);

        assertThat(items.find("instagram", item.objectId()))
                .hasValueSatisfying(now -> assertThat(now.text()).isEqualTo("second"));
        assertThat(column("visibility", item)).isEqualTo("hidden");
    }

    @Test
    void of_two_edits_in_one_second_the_second_that_is_told_counts_and_what_is_gone_stays_so() {
        SocialItem item = item("first");
        Instant at = item.createdTime().plusSeconds(5);
        add(item);

        assertThat(tell(Kind.EDITED, saying(item, "second"), at)).isEqualTo(Change.EDITED);
        assertThat(tell(Kind.EDITED, saying(item, "third"), at)).isEqualTo(Change.EDITED);
        assertThat(tell(Kind.REMOVED, item, at)).isEqualTo(Change.REMOVED);
        assertThat(tell(Kind.EDITED, saying(item, "fourth"), at)).isEqualTo(Change.UNCHANGED);

        assertThat(column("visibility", item)).isEqualTo("deleted");
    }

    @Test
    void what_chance_chose_is_looked_at_though_it_is_gone() {
        SocialItem item = item("Cheap watches");
        add(item);
        run(
                "UPDATE social_media_items SET status = 'needs_person', open_since = now(), sampled = true, due_at = NULL WHERE object_id = '"
                        + item.objectId() + "'");

        tell(Kind.REMOVED, item, item.createdTime().plusSeconds(60));

        assertThat(column("status", item)).isEqualTo("needs_person");
        assertThat(column("visibility", item)).isEqualTo("deleted");
    }

    private static SocialItem saying(SocialItem item, String text) {
        return new SocialItem(
                item.platform(),
                item.accountId(),
                item.objectType(),
                item.objectId(),
                item.postId(),
                item.parentId(),
                item.campaignId(),
                item.userId(),
                item.userName(),
                text,
                item.permalink(),
                item.createdTime(),
                item.reach(),
                item.raw());
    }

    private Change tell(Kind kind, SocialItem item, Instant at) {
        return Sql.inTransaction(
                        database, connection -> items.arrive(connection, List.of(new ItemEvent(kind, item, at))))
                .get(0)
                .change();
    }

    private String column(String column, SocialItem item) {
        return Sql.using(
                        database,
                        "testing",
                        sql -> sql.find(
                                "SELECT " + column + " FROM social_media_items WHERE object_id = ?",
                                row -> row.getString(1),
                                item.objectId()))
                .orElseThrow();
    }

    private SocialItem item(String text) {
        return new SocialItem(
                "instagram",
                "page-1",
                SocialItem.COMMENT,
                UUID.randomUUID().toString(),
                "post-1",
                null,
                null,
                user,
                "Ada",
                text,
                "https://instagr.am/p/1",
                Instant.parse("2026-11-01T10:00:00Z"),
                0,
                "{\"id\":\"1\"}");
    }

    private Optional<UUID> add(SocialItem item) {
        return Sql.inTransaction(database, connection -> items.add(connection, item));
    }

    private String stored(SocialItem item) {
        List<String> rows = Sql.using(
                database,
                "testing",
                sql -> sql.list(
                        "SELECT i::text FROM social_media_items i WHERE object_id = ?",
                        row -> row.getString(1),
                        item.objectId()));
        return String.join("\n", rows);
    }

    private void run(String statement) {
        Sql.change(database, connection -> new Sql(connection).run(statement));
    }
}
