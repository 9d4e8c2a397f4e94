package dev.adjudge.ingest.social;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.platform.Sql;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What no webhook told is found by looking for it. */
@QuarkusTest
class ItemPullsTest {

    @Inject
    ItemPulls pulls;

    @Inject
    DataSource database;

    @Test
    void a_comment_that_nobody_told_of_is_found_once_and_its_other_text_too() {
        String id = given().contentType("application/json")
                .body(Map.of(
                        "platform", "facebook", "userId", "pull-1", "userName", "Tess", "text", "Do you ship abroad?"))
                .post("/sandbox/meta/comments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        pulls.pull();
        pulls.pull();

        assertThat(count("SELECT count(*) FROM social_media_items WHERE platform = 'facebook' AND object_id = ?", id))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM item_pulls WHERE source IN ('facebook', 'instagram') AND error IS NULL"))
                .isEqualTo(2);
        String name = text("SELECT text_name FROM social_media_items WHERE object_id = ?", id);
        given().contentType("application/json")
                .body(Map.of("verb", "edited", "text", "Do you ship to Norway?"))
                .post("/sandbox/meta/comments/" + id)
                .then()
                .statusCode(200);

        pulls.pull();

        assertThat(text("SELECT text_name FROM social_media_items WHERE object_id = ?", id))
                .isNotEqualTo(name);
    }

    private long count(String sql, Object... values) {
        return Sql.using(database, "testing", one -> one.count(sql, values));
    }

    private String text(String sql, Object... values) {
        return Sql.using(database, "testing", one -> one.find(sql, row -> row.getString(1), values))
                .orElseThrow();
    }
}
