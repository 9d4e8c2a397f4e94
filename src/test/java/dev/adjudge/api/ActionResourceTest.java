package dev.adjudge.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.adjudge.act.Actions;
import dev.adjudge.decision.Subject;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ActionResourceTest {

    @Inject
    Actions actions;

    private final Subject subject = Subject.campaign("pretend", "77", "listed-" + UUID.randomUUID());

    @Test
    void shows_an_action_with_everything_about_it() {
        UUID id = actions.held(subject, Actions.budget("500.00", "375.125"));

        String body = given().get("/api/actions/" + id)
                .then()
                .statusCode(200)
                .body("id", equalTo(id.toString()))
                .body("status", equalTo("held"))
                .body("accountId", equalTo("77"))
                .body("subject.kind", equalTo("campaign"))
                .body("subject.id", equalTo(subject.id()))
                .body("rule", equalTo("High CPL Pause"))
                .body("kind", equalTo("change_budget"))
                .body("reason", containsString("CPL 68.04 is above 50"))
                .body("attempts", equalTo(0))
                .body("outcome", nullValue())
                .body("finishedAt", nullValue())
                .extract()
                .asString();
        assertThat(body).contains("\"before\":500.00", "\"after\":375.125");
    }

    @Test
    void lists_the_newest_first_page_by_page() {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            written.add(0, actions.held(subject, Actions.pause()).toString());
        }

        JsonPath first = page("2", "");
        JsonPath second = page("2", first.getString("nextCursor"));
        JsonPath third = page("2", second.getString("nextCursor"));

        List<String> listed = new ArrayList<>(first.<String>getList("items.id"));
        listed.addAll(second.getList("items.id"));
        listed.addAll(third.getList("items.id"));
        assertThat(listed).isEqualTo(written);
        assertThat(third.getString("nextCursor")).isNull();
    }

    @Test
    void a_later_run_replaces_what_an_earlier_one_left_to_a_person() {
        UUID earlier = actions.held(subject, Actions.budget("100", "80"));
        UUID other = actions.held(subject, Actions.pause());

        UUID later = actions.held(subject, Actions.budget("100", "85"));

        given().get("/api/actions/" + earlier)
                .then()
                .body("status", equalTo("expired"))
                .body("outcome.detail", containsString(later.toString()));
        for (UUID waiting : List.of(other, later)) {
            given().get("/api/actions/" + waiting).then().body("status", equalTo("held"));
        }
        given().queryParam("subject", subject.platform() + ":" + subject.id())
                .get("/api/actions")
                .then()
                .body("items.size()", equalTo(3));
    }

    @Test
    void filters_by_status_platform_and_kind() {
        actions.held(subject, Actions.pause());
        actions.held(subject, Actions.budget("100", "80"));

        given().queryParam("subject", subject.id())
                .queryParam("platform", "pretend")
                .queryParam("kind", "pause")
                .queryParam("status", "held")
                .get("/api/actions")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].before", equalTo("active"))
                .body("items[0].after", equalTo("paused"));
        given().queryParam("subject", subject.id())
                .queryParam("status", "dead")
                .get("/api/actions")
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void says_what_a_status_may_be() {
        given().queryParam("status", "finished")
                .get("/api/actions")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].detail", containsString("held, approved, rejected"));
    }

    @Test
    void knows_what_it_does_not_have() {
        given().get("/api/actions/" + UUID.randomUUID()).then().statusCode(404);
        given().get("/api/actions/17").then().statusCode(404);
    }

    private JsonPath page(String limit, String after) {
        return given().queryParam("subject", subject.id())
                .queryParam("limit", limit)
                .queryParam("after", after)
                .get("/api/actions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
