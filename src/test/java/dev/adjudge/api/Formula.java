package dev.adjudge.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests to evaluate a model of a few formulas. */
final class Formula {

    private final Map<String, String> decisions = new LinkedHashMap<>();
    private final Map<String, String> inputs = new LinkedHashMap<>();
    private String types = "";
    private @Nullable String table;

    /** A model whose decision {@code answer} is the formula. */
    static Formula of(String feel) {
        Formula formula = new Formula();
        formula.decisions.put("answer", feel);
        return formula;
    }

    Formula with(String input, String type) {
        inputs.put(input, type);
        return this;
    }

    Formula types(String xml) {
        types = xml;
        return this;
    }

    /** A decision table in place of the formula. */
    Formula table(String xml) {
        table = xml;
        return this;
    }

    String xml() {
        StringBuilder xml = new StringBuilder("<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\""
                + " name=\"formula\" namespace=\"urn:formula\" id=\"_f\">" + types);
        List<String> required = new ArrayList<>();
        inputs.forEach((name, type) -> {
            xml.append("<inputData id=\"_i_%1$s\" name=\"%1$s\"><variable name=\"%1$s\" typeRef=\"%2$s\"/></inputData>"
                    .formatted(name, type));
            required.add(
                    "<informationRequirement id=\"_r_%1$s\"><requiredInput href=\"#_i_%1$s\"/></informationRequirement>"
                            .formatted(name));
        });
        decisions.forEach((name, feel) ->
                xml.append("<decision id=\"_%1$s\" name=\"%1$s\"><variable name=\"%1$s\"/>%2$s%3$s</decision>"
                        .formatted(
                                name,
                                String.join("", required),
                                table != null
                                        ? table
                                        : "<literalExpression><text>"
                                                + feel.replace("&", "&amp;").replace("<", "&lt;")
                                                + "</text></literalExpression>")));
        return xml.append("</definitions>").toString();
    }

    /** The body, with the context as JSON. */
    String asked(String context) {
        return "{\"mainURI\":\"m.dmn\",\"resources\":[{\"URI\":\"m.dmn\",\"content\":" + json(xml()) + "}],\"context\":"
                + context + "}";
    }

    static String json(Object value) {
        try {
            return new JsonMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
