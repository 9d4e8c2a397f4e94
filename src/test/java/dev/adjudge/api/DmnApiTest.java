package dev.adjudge.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DmnApiTest {

    private static final String MODEL = "/dmn/Campaign Optimization";

    @Test
    void lists_the_models_of_the_live_release() {
        given().get("/dmn")
                .then()
                .statusCode(200)
                .body("items.name", hasItem("Campaign Optimization"))
                .body("items.find { it.name == 'Campaign Optimization' }.decisions", hasItem("Proposals"));
    }

    @Test
    void shows_a_model_as_it_was_written() {
        given().get(MODEL).then().statusCode(200).contentType(ContentType.XML).body(containsString("High CPL Pause"));
    }

    @Test
    void describes_a_model_so_that_its_own_example_can_be_sent() {
        var document = given().get(MODEL + "/openapi.json").then().statusCode(200);
        String content = "paths.'/dmn/Campaign%20Optimization'.post.requestBody.content.'application/json'";

        document.body("openapi", equalTo("3.1.0")).body("components.schemas.InputSet.required", hasItem("windows"));
        Object example = document.extract().path(content + ".example");

        given().contentType(ContentType.JSON).body(example).post(MODEL).then().statusCode(200);
    }

    @Test
    void decides() {
        post(MODEL, CampaignInputs.json())
                .statusCode(200)
                .body("Proposals.rule", hasItem("High CPL Pause"))
                .body("'Service Gate'", notNullValue());
    }

    @Test
    void says_which_rules_matched_on_which_values() {
        post(MODEL + "/dmnresult", CampaignInputs.json())
                .statusCode(200)
                .body("modelName", equalTo("Campaign Optimization"))
                .body("namespace", notNullValue())
                .body("dmnContext.campaign.platform", equalTo("meta"))
                .body("decisionResults.find { it.decisionName == 'Proposals' }.evaluationStatus", equalTo("SUCCEEDED"))
                .body("matchedRules.find { it.decisionName == 'Proposals' }.ruleIndex", equalTo(1))
                .body("matchedRules.find { it.decisionName == 'Proposals' }.ruleId", notNullValue())
                .body(
                        "matchedRules.find { it.decisionName == 'Proposals' }.evaluatedInputs.inputValue",
                        hasItem("meta"))
                .body(
                        "matchedRules.find { it.decisionName == 'Proposals' }.evaluatedOutputs.outputValue",
                        hasItem("High CPL Pause"));
        post(MODEL + "/dmnresult?explain=false", CampaignInputs.json()).body("matchedRules", nullValue());
    }

    @Test
    void ignores_inputs_that_the_model_does_not_know_and_says_so() {
        String more = CampaignInputs.json().replaceFirst("\\{", "{\"weather\":\"fine\",");

        post(MODEL, more).statusCode(200);
        post(MODEL + "/dmnresult", more)
                .body("messages.message", hasItem("The model has no input 'weather'; it was ignored"))
                .body("dmnContext.weather", nullValue());
    }

    @Test
    void decides_by_an_earlier_release_too() {
        int live = given().get("/q/health/ready").path("checks.find { it.name == 'Rules' }.data.release");

        post(MODEL + "?release=" + live, CampaignInputs.json()).statusCode(200);
    }

    @Test
    void keeps_all_digits() {
        String digits = "0.1234567890123456789012345678901234";
        String body = Formula.of("{same: n, sum: n + n}").with("n", "number").asked("{\"n\":" + digits + "}");

        assertThat(given().contentType(ContentType.JSON)
                        .body(body)
                        .post("/jitdmn/dmnresult")
                        .asString())
                .contains("\"same\":" + digits)
                .contains("\"sum\":0.2469135780246913578024691357802468");
    }

    @Test
    void writes_ranges_functions_dates_and_durations() {
        post(
                        "/jitdmn/dmnresult",
                        Formula.of(
                                        "{r: [1..10), f: function(a, b) a, d: date(\"2026-11-21\"),"
                                                + " t: date and time(\"2026-11-21T08:30:00+01:00\"), m: duration(\"P1Y6M\"), s: duration(\"PT90M\")}")
                                .asked("{}"))
                .body("decisionResults[0].result.r", equalTo("[1..10)"))
                .body("decisionResults[0].result.f", equalTo("function(a, b)"))
                .body("decisionResults[0].result.d", equalTo("2026-11-21"))
                .body("decisionResults[0].result.t", equalTo("2026-11-21T08:30:00+01:00"))
                .body("decisionResults[0].result.m", equalTo("P1Y6M"))
                .body("decisionResults[0].result.s", equalTo("PT1H30M"));
    }

    @Test
    void tells_of_a_decision_that_fails_in_its_messages() {
        post(
                        "/jitdmn/dmnresult",
                        Formula.of("n + \"text\" + no such thing")
                                .with("n", "number")
                                .asked("{\"n\":1}"))
                .statusCode(200)
                .body("decisionResults[0].result", nullValue())
                .body("messages.severity", hasItem("ERROR"));
    }

    @Test
    void leaves_missing_inputs_of_a_sent_model_to_the_model() {
        post("/jitdmn/dmnresult", Formula.of("n + 1").with("n", "number").asked("{}"))
                .statusCode(200)
                .body("decisionResults[0].evaluationStatus", equalTo("SKIPPED"));
    }

    @Test
    void takes_a_single_model() {
        post(
                        "/jitdmn/dmnresult",
                        "{\"model\":" + Formula.json(Formula.of("1 + 2").xml()) + ",\"context\":{}}")
                .statusCode(200)
                .body("decisionResults[0].result", equalTo(3));
    }

    @Test
    void checks_a_sent_model() {
        post("/jitdmn/validate", Formula.of("1 + 2").asked("{}"))
                .statusCode(200)
                .body("severity", not(hasItem("ERROR")));
        post("/jitdmn/validate", Formula.of("1 + no such thing").asked("{}"))
                .statusCode(200)
                .body("severity", hasItem("ERROR"));
        given().contentType(ContentType.XML)
                .body(Formula.of("1 + no such thing").xml())
                .post("/jitdmn/validate")
                .then()
                .statusCode(200)
                .body("severity", hasItem("ERROR"));
    }

    @Test
    void checks_models_that_are_sent_together() {
        String other = Formula.of("2").xml().replace("urn:formula", "urn:other").replace("\"formula\"", "\"other\"");
        String both =
                "{\"mainURI\":\"m.dmn\",\"resources\":[{\"URI\":\"m.dmn\",\"content\":%s},{\"URI\":\"o.dmn\",\"content\":%s}],\"context\":{}}";

        post("/jitdmn/validate", both.formatted(Formula.json(Formula.of("1 + 2").xml()), Formula.json(other)))
                .statusCode(200)
                .body("severity", not(hasItem("ERROR")));
    }

    @Test
    void says_that_an_import_is_missing() {
        String importing = Formula.of("1")
                .xml()
                .replaceFirst(
                        "<decision ",
                        "<import name=\"o\" namespace=\"urn:missing\" importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>$0");

        post("/jitdmn/validate", "{\"model\":" + Formula.json(importing) + ",\"context\":{}}")
                .statusCode(200)
                .body("severity", hasItem("ERROR"));
    }

    @Test
    void takes_no_text_for_a_list_of_numbers() {
        post(
                        "/jitdmn/dmnresult",
                        Formula.of("count(l)")
                                .types(
                                        "<itemDefinition name=\"numbers\" isCollection=\"true\"><typeRef>number</typeRef></itemDefinition>")
                                .with("l", "numbers")
                                .asked("{\"l\":\"abc\"}"))
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/context/l"));
    }

    @Test
    void tells_rows_of_a_table_within_a_table_once() {
        String inner =
                "<businessKnowledgeModel id=\"_b\" name=\"size\"><variable name=\"size\"/><encapsulatedLogic><formalParameter name=\"n\" typeRef=\"number\"/>"
                        + "<decisionTable hitPolicy=\"FIRST\"><input><inputExpression typeRef=\"number\"><text>n</text></inputExpression></input><output/>"
                        + "<rule id=\"_inner\"><inputEntry><text>-</text></inputEntry><outputEntry><text>n + 1</text></outputEntry></rule></decisionTable>"
                        + "</encapsulatedLogic></businessKnowledgeModel>";
        String xml = Formula.of("")
                .with("n", "number")
                .table(
                        "<decisionTable hitPolicy=\"FIRST\"><input><inputExpression typeRef=\"number\"><text>size(n)</text></inputExpression></input><output/>"
                                + "<rule id=\"_outer\"><inputEntry><text>-</text></inputEntry><outputEntry><text>size(n)</text></outputEntry></rule></decisionTable>")
                .xml()
                .replaceFirst(
                        "<decisionTable",
                        "<knowledgeRequirement id=\"_k\"><requiredKnowledge href=\"#_b\"/></knowledgeRequirement>$0")
                .replaceFirst("<decision ", inner + "$0");

        post("/jitdmn/dmnresult", "{\"model\":" + Formula.json(xml) + ",\"context\":{\"n\":1}}")
                .statusCode(200)
                .body("decisionResults[0].result", equalTo(2))
                .body("matchedRules.findAll { it.ruleId == '_inner' }.size()", equalTo(1))
                .body("matchedRules.findAll { it.ruleId == '_outer' }.size()", equalTo(1));
    }

    @Test
    void tells_gaps_and_overlaps_of_a_sent_table() {
        post(
                        "/jitdmn/validate",
                        table("UNIQUE", List.of(List.of("[0..50]"), List.of("[40..100]")))
                                .asked("{}"))
                .statusCode(200)
                .body("messageType", hasItem("DECISION_TABLE_OVERLAP_HITPOLICY_UNIQUE"))
                .body("messageType", hasItem("DECISION_TABLE_GAP"))
                .body("path", hasItem("m.dmn"));
    }

    @Test
    void does_not_look_for_gaps_where_that_would_take_for_ever() {
        List<List<String>> rows = IntStream.range(0, 30)
                .mapToObj(row -> IntStream.range(0, 10)
                        .mapToObj(column -> "[" + row + "..1000]")
                        .toList())
                .toList();

        post("/jitdmn/validate", table("UNIQUE", rows).asked("{}"))
                .statusCode(200)
                .body("message", hasItem(containsString("Gaps and overlaps were not looked for")))
                .body("severity", not(hasItem("ERROR")));
    }

    @Test
    void tells_the_line_where_a_sent_model_departs_from_the_schema() {
        given().contentType(ContentType.XML)
                .body(Formula.of("1").xml().replaceFirst("<decision ", "\n<decisions/>\n$0"))
                .post("/jitdmn/validate")
                .then()
                .statusCode(200)
                .body("message", hasItem(startsWith("line 2: ")));
    }

    private static Formula table(String hitPolicy, List<List<String>> rows) {
        StringBuilder xml = new StringBuilder("<decisionTable hitPolicy=\"" + hitPolicy + "\">");
        Formula formula = Formula.of("");
        for (int column = 0; column < rows.get(0).size(); column++) {
            formula.with("i" + column, "number");
            xml.append("<input><inputExpression typeRef=\"number\"><text>i")
                    .append(column)
                    .append("</text></inputExpression></input>");
        }
        xml.append("<output/>");
        for (List<String> row : rows) {
            xml.append("<rule>");
            row.forEach(test -> xml.append("<inputEntry><text>").append(test).append("</text></inputEntry>"));
            xml.append("<outputEntry><text>1</text></outputEntry></rule>");
        }
        return formula.table(xml.append("</decisionTable>").toString());
    }

    @Test
    void describes_the_types_of_a_sent_model() {
        String types = "<itemDefinition name=\"tLevel\"><description>How loyal</description><typeRef>string</typeRef>"
                + "<allowedValues><text>\"gold\",\"silver\"</text></allowedValues></itemDefinition>"
                + "<itemDefinition name=\"tAge\"><typeRef>number</typeRef><allowedValues><text>[0..150]</text></allowedValues></itemDefinition>";

        post(
                        "/jitdmn/schema",
                        Formula.of("l")
                                .types(types)
                                .with("l", "tLevel")
                                .with("a", "tAge")
                                .asked("{}"))
                .statusCode(200)
                .body("definitions.tLevel.enum", hasItem("gold"))
                .body("definitions.tLevel.description", equalTo("How loyal"))
                .body("definitions.tAge.maximum", equalTo(150))
                .body("definitions.InputSet.properties.l.'$ref'", equalTo("#/definitions/tLevel"));
    }

    private static ValidatableResponse post(String path, String body) {
        return given().contentType(ContentType.JSON).body(body).post(path).then();
    }
}
