package dev.adjudge.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formulas that never end, or pile up without end, are stopped, and nobody else notices. */
@QuarkusTest
class BoundedDmnTest {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @AfterEach
    void others_are_served() {
        evaluate("1 + 1").statusCode(200).body("decisionResults[0].result", equalTo(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for i in 1..1000000000 return i",
                "for i in 1..1000000, j in 1..1000000 return i * j",
                "count(for i in 1..1000000000 return \"text\")",
                "{f: function(n) f(n + 1), r: f(1)}.r",
                "{f: function(n) if n = 0 then 0 else f(n - 1) + f(n - 1), r: f(60)}.r",
                "{f: function(s, n) if n = 0 then s else f(s + s, n - 1), r: f(\"abcdefgh\", 60)}.r",
                "{f: function(l, n) if n = 0 then l else f(concatenate(l, l), n - 1), r: f([1], 60)}.r",
                "{f: function(l, n) if n = 0 then l else f([l, l], n - 1), r: f([1], 60)}.r",
                "{f: function(l, n) if n = 0 then l else f([l, l], n - 1), r: string(f([1], 60))}.r",
                "{f: function(l, n) if n = 0 then l else f([l, l], n - 1), r: flatten(f([1], 40))}.r",
                "matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\")",
                "matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a|aa)+$\")",
                "replace(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"(a|a)*(a|aa)+$\", \"x\")",
                "{l: for i in 1..50000 return i, r: distinct values(l)}.r",
                "{l: for i in 1..90000 return i, r: for x in l return l[item = x]}.r",
                "floor(10**100000000)",
                "even(10**100000000)",
                "modulo(10**100000000, 7)",
                "sum([1e100000000, 1])",
                "floor(number(\"1E100000000\"))",
                "(10**100000000) ** (10**100000000)",
                "1 ** (10**6000)",
                "log(10**-12000)",
                "duration(\"P1D\") / 10**100000000",
            })
    void stops(String feel) {
        long began = System.nanoTime();

        evaluate(feel)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", containsString("was stopped"));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE);
    }

    @ParameterizedTest
    @CsvSource({"[, ], 1000", "{a:[, ]}, 500", "a., b, 1000"})
    void refuses_formulas_that_take_the_parser_for_ever(String left, String right, int times) {
        String feel = left.repeat(times) + right.repeat(left.equals("a.") ? 1 : times);

        evaluate(feel).statusCode(422).body("errors[0].pointer", equalTo("/resources/0/content"));
        given().queryParam("q", feel.substring(0, Math.min(500, feel.length())))
                .get("/api/decisions")
                .then()
                .statusCode(422);
    }

    @Test
    void takes_brackets_in_a_text_for_text() {
        evaluate("string length(\"" + "[".repeat(100) + "\") + count([" + "a".repeat(3) + ".b])")
                .statusCode(200);
    }

    @Test
    void refuses_a_text_of_ten_million_characters() {
        String body =
                Formula.of("string length(t)").with("t", "string").asked("{\"t\":\"" + "x".repeat(9_000_000) + "\"}");

        post(body).statusCode(422).body("errors[0].pointer", equalTo("/context/t"));
    }

    @Test
    void stops_a_loop_over_what_a_caller_sent() {
        String numbers = "[" + "1,".repeat(90_000) + "1]";

        post(Formula.of("for x in l, y in l return x + y").with("l", "Any").asked("{\"l\":" + numbers + "}"))
                .statusCode(422)
                .body("detail", containsString("was stopped"));
    }

    @Test
    void looks_up_outer_variables_from_long_loops() {
        evaluate("{k: 2, r: sum(for i in 1..20000 return i * k)}.r")
                .statusCode(200)
                .body("decisionResults[0].result", equalTo(400_020_000));
    }

    @Test
    void reads_no_files_through_regular_expressions() {
        evaluate("matches(\"a\", \"a\", \"', unparsed-text('file:///etc/passwd')\")")
                .statusCode(200)
                .body("decisionResults[0].result", equalTo(null));
    }

    private static ValidatableResponse evaluate(String feel) {
        return post(Formula.of(feel).asked("{}"));
    }

    private static ValidatableResponse post(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/jitdmn/dmnresult")
                .then();
    }
}
