package dev.adjudge.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.adjudge.platform.Flags;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FlagResourceTest {

    private static final String FLAG = "/api/flags/ai_creative_generation";

    @AfterEach
    void back() {
        put(tag(), "{\"rolloutPercent\":100}").statusCode(200);
    }

    @Test
    void lists_the_three_with_their_fallbacks() {
        given().get("/api/flags")
                .then()
                .statusCode(200)
                .body("items.name", contains("ai_creative_generation", "auto_optimization", "social_moderation"))
                .body("items.fallback", contains("manual_creation", "manual_review", "human_moderation"));
    }

    @Test
    void is_set_by_who_has_read_it_and_written_down() {
        String read = tag();

        put(read, "{\"rolloutPercent\":25}").statusCode(200).body("rolloutPercent", equalTo(25));
        put(read, "{\"rolloutPercent\":75}").statusCode(412).body("detail", containsString("If-Match is " + read));
        put(null, "{\"rolloutPercent\":75}").statusCode(412).body("detail", containsString("If-Match is missing"));

        given().get(FLAG).then().body("rolloutPercent", equalTo(25)).body("fallback", equalTo("manual_creation"));
        given().get("/api/audit?subject=flag:ai_creative_generation")
                .then()
                .body("items.entry.kind", hasItem("flag.set"));
    }

    @Test
    void refuses_what_it_cannot_be() {
        String read = tag();
        for (String percent : new String[] {"-1", "101", "null"}) {
            put(read, "{\"rolloutPercent\":" + percent + "}")
                    .statusCode(422)
                    .body("errors.pointer", contains("/rolloutPercent"));
        }
        put(read, "{\"rolloutPercent\":10,\"fallback\":\"give_up\"}")
                .statusCode(422)
                .body("errors[0].detail", containsString("manual_creation"));
        put(read, "{\"rolloutPercent\":\"half\"}").statusCode(org.hamcrest.Matchers.oneOf(400, 422));
        given().get("/api/flags/nonsense").then().statusCode(404).body("detail", containsString("auto_optimization"));
    }

    @Test
    void keeps_a_thing_in_when_the_share_grows() {
        var in25 = things(25);
        var in50 = things(50);

        assertThat(in25).hasSizeBetween(200, 300);
        assertThat(in50).hasSizeBetween(450, 550).containsAll(in25);
        assertThat(things(0)).isEmpty();
        assertThat(things(100)).hasSize(1000);
    }

    private static java.util.List<Integer> things(int percent) {
        Flags.Flag flag = new Flags.Flag("any", percent, "none", null, 0);
        return IntStream.range(0, 1000)
                .filter(i -> flag.isOnFor("meta:" + i))
                .boxed()
                .toList();
    }

    private static String tag() {
        return given().get(FLAG).then().statusCode(200).extract().header("ETag");
    }

    private static ValidatableResponse put(@org.jspecify.annotations.Nullable String ifMatch, String body) {
        var asked = given().contentType("application/json").body(body);
        Response answer = (ifMatch == null ? asked : asked.header("If-Match", ifMatch)).put(FLAG);
        return answer.then();
    }
}
