package dev.adjudge.rules.dmn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.rules.engine.Allowance;
import dev.adjudge.rules.engine.Engine;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the description of a model's calls promises is what they answer. */
class ModelDescriptionTest {

    private static final String MODEL = """
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n">
              <itemDefinition name="a b"><typeRef>number</typeRef></itemDefinition>
              <itemDefinition name="a_b"><typeRef>string</typeRef></itemDefinition>
              <itemDefinition name="InputSet"><typeRef>boolean</typeRef></itemDefinition>
              <inputData id="i" name="i"><variable name="i" typeRef="a b"/></inputData>
              <inputData id="j" name="j"><variable name="j" typeRef="a_b"/></inputData>
              <inputData id="k" name="k"><variable name="k" typeRef="InputSet"/></inputData>
              <decision id="inner" name="inner"><variable name="inner" typeRef="number"/>
                <informationRequirement id="r1"><requiredInput href="#i"/></informationRequirement>
                <informationRequirement id="r2"><requiredInput href="#j"/></informationRequirement>
                <informationRequirement id="r3"><requiredInput href="#k"/></informationRequirement>
                <literalExpression><text>i</text></literalExpression></decision>
              <decision id="outer" name="outer"><variable name="outer" typeRef="number"/>
                <informationRequirement id="r4"><requiredDecision href="#inner"/></informationRequirement>
                <literalExpression><text>inner + 1</text></literalExpression></decision>
              <decisionService id="s" name="s"><variable name="s"/><outputDecision href="#outer"/>
                <encapsulatedDecision href="#inner"/>
                <inputData href="#i"/><inputData href="#j"/><inputData href="#k"/></decisionService>
            </definitions>
            """;

    private final JsonNode document = new ObjectMapper()
            .valueToTree(new ModelSet(Engine.compile(Map.of("m.dmn", MODEL)), Map.of(), Allowance.OF_A_CASE)
                    .models()
                    .get(0)
                    .openApi(1));

    @Test
    void a_service_answers_with_its_output_decisions() {
        assertThat(document.at("/components/schemas/OutputSet_s/properties").fieldNames())
                .toIterable()
                .containsExactly("outer");
        assertThat(document.at("/components/schemas/OutputSet/properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("inner", "outer");
    }

    @Test
    void types_whose_names_differ_have_schemas_of_their_own() {
        JsonNode schemas = document.at("/components/schemas");
        JsonNode inputs = schemas.at("/InputSet/properties");

        assertThat(type(inputs.path("i"))).isEqualTo("number");
        assertThat(type(inputs.path("j"))).isEqualTo("string");
        assertThat(type(inputs.path("k"))).isEqualTo("boolean");
    }

    private String type(JsonNode property) {
        return document.at(property.path("$ref").asText().substring(1))
                .path("type")
                .asText();
    }
}
