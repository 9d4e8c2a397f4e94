package dev.adjudge.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests for decisions that are wrong in one place: each is refused, and the place is named. */
@QuarkusTest
class BadDmnRequestsTest {

    private static final String MODEL = "/dmn/Campaign Optimization";
    private static final String RIGHT = CampaignInputs.json();

    static Stream<Arguments> wrong_inputs() {
        return Stream.of(
                input("/campaign", "\"campaign\":{", "\"campaign\":7,\"other\":{"),
                input("/campaign", "\"campaign\":{", "\"campaign\":[],\"other\":{"),
                input("/campaign", "\"campaign\":{", "\"campagin\":{"),
                input("/windows", "\"windows\":{", "\"windows\":\"x\",\"other\":{"),
                input("/windows", "\"windows\":{", "\"other\":{"),
                input("/campaign/platform", "\"platform\":\"meta\"", "\"platform\":3"),
                input("/campaign/platform", "\"platform\":\"meta\"", "\"platform\":{}"),
                input("/campaign/platform", "\"platform\":\"meta\"", "\"platform\":[\"meta\"]"),
                input("/campaign/platform", "\"platform\":\"meta\"", "\"platform\":true"),
                input("/campaign/daysSinceLaunch", "\"daysSinceLaunch\":30", "\"daysSinceLaunch\":\"30\""),
                input("/campaign/daysSinceLaunch", "\"daysSinceLaunch\":30", "\"daysSinceLaunch\":false"),
                input("/campaign/daysSinceLaunch", "\"daysSinceLaunch\":30", "\"daysSinceLaunch\":[30]"),
                input("/campaign/daysSinceLaunch", "\"daysSinceLaunch\":30", "\"daysSinceLaunch\":1e9999"),
                input("/campaign/daysSinceLaunch", "\"daysSinceLaunch\":30", "\"daysSinceLaunch\":\"NaN\""),
                input("/windows/d7", "\"d7\":{", "\"d7\":1,\"x\":{"),
                input("/windows/d7", "\"d7\":{", "\"d7\":[{}],\"x\":{"),
                input("/windows/d7/spend", "\"spend\":612.40", "\"spend\":\"612.40\""),
                input("/windows/d7/spend", "\"spend\":612.40", "\"spend\":{\"amount\":1}"));
    }

    @ParameterizedTest
    @MethodSource("wrong_inputs")
    void names_the_input_that_breaks_its_type(String pointer, String right, String wrong) {
        String body = RIGHT.replace(right, wrong);
        assertThat(body).isNotEqualTo(RIGHT);

        refused(given().contentType(ContentType.JSON).body(body).post(MODEL), 422, pointer);
        refused(given().contentType(ContentType.JSON).body(body).post(MODEL + "/dmnresult"), 422, pointer);
    }

    static Stream<Arguments> unreadable_bodies() {
        return Stream.of(
                Arguments.of("", 400),
                Arguments.of("{", 400),
                Arguments.of(RIGHT.substring(0, RIGHT.length() / 2), 400),
                Arguments.of(RIGHT + "}", 400),
                Arguments.of(RIGHT.replace("612.40", "NaN"), 400),
                Arguments.of(RIGHT.replace("612.40", "Infinity"), 400),
                Arguments.of(RIGHT.replace("612.40", "612,40"), 400),
                Arguments.of(RIGHT.replace("612.40", "0612.40"), 400),
                Arguments.of("{\"campaign\":null,\"campaign\":null}", 400),
                Arguments.of("[".repeat(5_000), 400),
                Arguments.of("<campaign/>", 400),
                Arguments.of("null", 422),
                Arguments.of("[]", 422),
                Arguments.of("3", 422),
                Arguments.of("\"text\"", 422));
    }

    @ParameterizedTest
    @MethodSource("unreadable_bodies")
    void refuses_what_is_no_object_of_json(String body, int status) {
        for (String path :
                new String[] {MODEL, MODEL + "/dmnresult", "/jitdmn/dmnresult", "/jitdmn/validate", "/jitdmn/schema"}) {
            refused(given().contentType(ContentType.JSON).body(body).post(path), status, null);
        }
    }

    static Stream<Arguments> wrong_sent_requests() {
        return Stream.of(
                sent("/resources", body -> "{\"context\":{}}"),
                sent("/resources", body -> body.replace("\"resources\":[", "\"resources\":{\"x\":[")
                        .replace("}],\"context\"", "}]},\"context\"")),
                sent("/resources", body -> "{\"mainURI\":\"m.dmn\",\"resources\":[],\"context\":{}}"),
                sent("/resources/0", body -> body.replace("\"content\":", "\"xml\":")),
                sent("/resources/0", body -> "{\"resources\":[7],\"context\":{}}"),
                sent("/mainURI", body -> body.replace("\"mainURI\":\"m.dmn\"", "\"mainURI\":\"other.dmn\"")),
                sent("/mainURI", body -> body.replace("\"mainURI\":\"m.dmn\"", "\"mainURI\":7")),
                sent("/contxt", body -> body.replace("\"context\":", "\"contxt\":")),
                sent("/context", body -> body.replace("\"context\":{", "\"context\":[{")
                        .replaceAll("}}$", "}]}")),
                sent("/decisionService", body -> body.replaceFirst("\\{", "{\"decisionService\":\"No Such\",")),
                sent(
                        "/resources/0/content",
                        body -> body.replace(
                                "<definitions", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><definitions")),
                sent("/resources/0/content", body -> body.replace("</definitions>", "")),
                sent("/resources/0/content", body -> body.replace("<definitions", "<html")
                        .replace("</definitions", "</html")),
                sent(
                        "/resources/0/content",
                        body -> body.replace("d + 1", "function(x) external {java: {class: 'java.lang.Math'}}")),
                sent(
                        "/resources/0/content",
                        body -> body.replace(
                                "<decision ",
                                "<import name='p' namespace='urn:p' importType='http://www.dmg.org/PMML-4_2'/><decision ")),
                sent("/model", body -> "{\"model\":7}"),
                sent("/model", body -> "{\"model\":\"no xml\"}"),
                sent("/context/d", body -> body.replace("\"d\":\"2026-11-21\"", "\"d\":\"2026-02-30\"")),
                sent("/context/d", body -> body.replace("\"d\":\"2026-11-21\"", "\"d\":\"21.11.2026\"")),
                sent("/context/d", body -> body.replace("\"d\":\"2026-11-21\"", "\"d\":20261121")),
                sent("/context/t", body -> body.replace("\"t\":\"08:30:00\"", "\"t\":\"25:00:00\"")),
                sent("/context/p", body -> body.replace("\"p\":\"P1Y\"", "\"p\":\"P1D\"")),
                sent("/context/p", body -> body.replace("\"p\":\"P1Y\"", "\"p\":\"a year\"")),
                sent("/context/order/lines/1/amount", body -> body.replace("\"amount\":2", "\"amount\":\"2\"")),
                sent("/context/order/lines/1", body -> body.replace("{\"amount\":2}", "2")),
                sent("/context/order/level", body -> body.replace("\"level\":\"gold\"", "\"level\":\"tin\"")));
    }

    @ParameterizedTest
    @MethodSource("wrong_sent_requests")
    void names_what_is_wrong_with_a_model_that_is_sent(String pointer, UnaryOperator<String> change) {
        String right = sentRight();
        given().contentType(ContentType.JSON)
                .body(right)
                .post("/jitdmn/dmnresult")
                .then()
                .statusCode(200);
        String body = change.apply(right);
        assertThat(body).isNotEqualTo(right);

        refused(given().contentType(ContentType.JSON).body(body).post("/jitdmn/dmnresult"), 422, pointer);
    }

    @Test
    void refuses_other_media_types_and_methods_and_names() {
        refused(given().contentType("text/plain").body(RIGHT).post(MODEL), 415, null);
        refused(given().contentType("text/csv").body(RIGHT).post("/jitdmn/dmnresult"), 415, null);
        refused(given().delete(MODEL), 405, null);
        refused(given().get("/jitdmn/dmnresult"), 405, null);
        refused(given().get("/dmn/No Such"), 404, null);
        refused(given().contentType(ContentType.JSON).body(RIGHT).post("/dmn/No Such"), 404, null);
        refused(given().contentType(ContentType.JSON).body(RIGHT).post(MODEL + "/No Service"), 404, null);
        refused(given().queryParam("release", "99999").get("/dmn"), 404, null);
        refused(given().queryParam("release", "x").get("/dmn"), 422, "release");
    }

    @Test
    void refuses_fifty_megabytes() {
        byte[] large = new byte[50_000_000];
        java.util.Arrays.fill(large, (byte) ' ');

        refused(given().contentType(ContentType.JSON).body(large).post(MODEL), 413, null);
        refused(given().contentType(ContentType.JSON).body(large).post("/jitdmn/dmnresult"), 413, null);
    }

    private static String sentRight() {
        return Formula.of("d + 1")
                .types(
                        "<itemDefinition name=\"tLine\"><itemComponent name=\"amount\"><typeRef>number</typeRef></itemComponent></itemDefinition>"
                                + "<itemDefinition name=\"tLines\" isCollection=\"true\"><typeRef>tLine</typeRef></itemDefinition>"
                                + "<itemDefinition name=\"tLevel\"><typeRef>string</typeRef><allowedValues><text>\"gold\",\"silver\"</text></allowedValues></itemDefinition>"
                                + "<itemDefinition name=\"tOrder\"><itemComponent name=\"lines\"><typeRef>tLines</typeRef></itemComponent>"
                                + "<itemComponent name=\"level\"><typeRef>tLevel</typeRef></itemComponent></itemDefinition>")
                .with("d", "date")
                .with("t", "time")
                .with("p", "years and months duration")
                .with("order", "tOrder")
                .asked("{\"d\":\"2026-11-21\",\"t\":\"08:30:00\",\"p\":\"P1Y\","
                        + "\"order\":{\"lines\":[{\"amount\":1},{\"amount\":2}],\"level\":\"gold\"}}");
    }

    private static Arguments input(String pointer, String right, String wrong) {
        return Arguments.of(pointer, right, wrong);
    }

    private static Arguments sent(String pointer, UnaryOperator<String> change) {
        return Arguments.of(pointer, change);
    }

    private static void refused(Response response, int status, @org.jspecify.annotations.Nullable String pointer) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        JsonPath problem = response.jsonPath();
        assertThat(problem.getString("detail")).isNotBlank();
        if (pointer != null) {
            assertThat(problem.getList("errors.pointer", String.class)).contains(pointer);
        }
    }
}
