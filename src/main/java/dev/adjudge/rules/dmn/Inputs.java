package dev.adjudge.rules.dmn;

import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.rules.engine.Allowance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNContext;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNType;
import org.kie.dmn.api.core.ast.DMNNode;
import org.kie.dmn.api.core.ast.DecisionNode;
import org.kie.dmn.api.core.ast.DecisionServiceNode;
import org.kie.dmn.api.core.ast.InputDataNode;
import org.kie.dmn.core.ast.DecisionServiceNodeImpl;
import org.kie.dmn.model.api.Import;

/** What a model wants to know, and how JSON tells it. */
final class Inputs {

    private final DMNModel model;
    private final ModelSet set;
    private final Allowance allowance;
    private final Map<String, DMNType> ofModel = new LinkedHashMap<>();
    private final Map<String, Map<String, DMNType>> ofServices = new LinkedHashMap<>();

    Inputs(DMNModel model, ModelSet set, Allowance allowance) {
        this.model = model;
        this.set = set;
        this.allowance = allowance;
        for (InputDataNode input : model.getInputs()) {
            if (model.getInputByName(input.getName()) == input) {
                ofModel.put(input.getName(), input.getType());
            }
        }
        for (DecisionServiceNode service : model.getDecisionServices()) {
            if (service.getModelNamespace().equals(model.getNamespace())) {
                Map<String, DMNType> wanted = new LinkedHashMap<>();
                ((DecisionServiceNodeImpl) service)
                        .getInputParameters()
                        .forEach((name, node) -> wanted.put(name, type(node)));
                ofServices.put(service.getName(), wanted);
            }
        }
    }

    /** The inputs of all decisions, or of a service, by name. */
    Map<String, DMNType> wanted(@Nullable String service) {
        return service == null ? ofModel : ofServices.getOrDefault(service, Map.of());
    }

    /**
     * Puts the inputs into the context, each by its type. All must be there, though they may be null where their type
     * does not rule that out: a name that is misspelt must not pass for one that is not known.
     *
     * @return names that the model does not know; the same facts may be sent to models that want less of them
     */
    List<String> strictly(Question question, DMNContext context) {
        Map<String, DMNType> wanted = wanted(question.service());
        Coercion coercion = Coercion.strict(allowance);
        wanted.forEach((name, type) -> {
            Pointer at = Pointer.ROOT.field(name);
            if (question.inputs().containsKey(name)) {
                context.set(name, coercion.value(question.inputs().get(name), type, at));
            } else {
                coercion.wrong(at, "is missing; send null when it is not known");
            }
        });
        refuse(coercion);
        Set<String> unknown = new TreeSet<>(question.inputs().keySet());
        unknown.removeAll(wanted.keySet());
        return List.copyOf(unknown);
    }

    /**
     * Puts everything into the context, as KIE does: what is missing is the model's concern, a decision that is given is
     * not evaluated, and unknown names stay as they are.
     */
    List<String> leniently(Question question, DMNContext context, Pointer at) {
        Map<String, DMNType> wanted = wanted(question.service());
        Coercion coercion = Coercion.lenient(allowance);
        question.inputs().forEach((name, json) -> {
            DMNType type = wanted.get(name);
            if (type == null && question.service() == null && model.getDecisionByName(name) != null) {
                type = model.getDecisionByName(name).getResultType();
            }
            Map<String, DMNType> imported = type == null && json instanceof Map ? imported(name) : Map.of();
            context.set(
                    name,
                    imported.isEmpty()
                            ? coercion.value(json, type, at.field(name))
                            : imported((Map<?, ?>) json, imported, coercion, at.field(name)));
        });
        refuse(coercion);
        return new ArrayList<>();
    }

    private static Map<String, @Nullable Object> imported(
            @Nullable Map<?, ?> json, Map<String, DMNType> types, Coercion coercion, Pointer at) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        if (json != null) {
            json.forEach((key, value) -> {
                String name = String.valueOf(key);
                values.put(name, coercion.value(value, types.get(name), at.field(name)));
            });
        }
        return values;
    }

    /** The inputs of the model that is imported under this name. */
    private Map<String, DMNType> imported(String name) {
        for (Import each : model.getDefinitions().getImport()) {
            if (name.equals(each.getName())) {
                return set.models().stream()
                        .filter(other -> other.namespace().equals(each.getNamespace()))
                        .findFirst()
                        .map(other -> other.inputs().wanted(null))
                        .orElse(Map.of());
            }
        }
        return Map.of();
    }

    private void refuse(Coercion coercion) {
        if (!coercion.errors().isEmpty()) {
            int count = coercion.errors().size();
            throw Problem.wrong(
                    count + (count == 1 ? " value does" : " values do") + " not fit the model '" + model.getName()
                            + "'",
                    coercion.errors().stream().limit(100).toArray(FieldError[]::new));
        }
    }

    private static DMNType type(DMNNode node) {
        if (node instanceof InputDataNode input) {
            return input.getType();
        }
        return ((DecisionNode) node).getResultType();
    }
}
