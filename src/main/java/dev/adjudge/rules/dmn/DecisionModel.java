package dev.adjudge.rules.dmn;

import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.rules.engine.Allowance;
import dev.adjudge.rules.engine.Budget;
import dev.adjudge.rules.engine.Exhausted;
import dev.adjudge.rules.engine.Explanation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNContext;
import org.kie.dmn.api.core.DMNMessage;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNResult;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.api.core.ast.DecisionNode;
import org.kie.dmn.model.api.DecisionTable;

/** One compiled DMN model. Shared by all threads. */
public final class DecisionModel {

    private final ModelSet set;
    private final DMNModel model;
    private final String xml;
    private final Allowance allowance;
    private final Inputs inputs;

    DecisionModel(ModelSet set, DMNModel model, String xml, Allowance allowance) {
        this.set = set;
        this.model = model;
        this.xml = xml;
        this.allowance = allowance;
        this.inputs = new Inputs(model, set, allowance);
    }

    public String name() {
        return model.getName();
    }

    public String namespace() {
        return model.getNamespace();
    }

    /** The model as its author wrote it. */
    public String xml() {
        return xml;
    }

    /** The names of its inputs, decisions and decision services. */
    public ModelSummary summary() {
        return ModelSummary.of(model, inputs);
    }

    /** How many rows each of its decision tables has, by the name of the decision. */
    Map<String, Integer> tables() {
        Map<String, Integer> tables = new LinkedHashMap<>();
        for (DecisionNode decision : ModelSummary.decisions(model)) {
            if (decision.getDecision().getExpression() instanceof DecisionTable table) {
                tables.put(decision.getName(), table.getRule().size());
            }
        }
        return tables;
    }

    /** An OpenAPI document of the calls that evaluate it. */
    public Map<String, Object> openApi(long release) {
        return ModelDescription.openApi(model, inputs, release);
    }

    /** The types of its inputs and results, as JSON Schema. */
    Map<String, Object> schema() {
        return ModelDescription.schema(model, inputs);
    }

    /** The file that the model was in, or the URI that it was sent under. */
    String source() {
        return model.getResource().getSourcePath();
    }

    public boolean hasService(String service) {
        return model.getDecisionServices().stream()
                .anyMatch(each -> each.getName().equals(service)
                        && each.getModelNamespace().equals(namespace()));
    }

    Inputs inputs() {
        return inputs;
    }

    /** All decisions by name, on inputs that the model's types must allow and that must all be there. */
    public Map<String, @Nullable Object> decide(Question question) {
        return bounded(question, strictly(question), Answer::decisions);
    }

    /** As {@link #decide}, with all that is known about the evaluation. */
    public DmnResult explain(Question question) {
        return bounded(question, strictly(question), Answer::all);
    }

    /** As KIE does it: inputs may be missing, and decisions may be given in place of being evaluated. */
    DmnResult explainLeniently(Question question, Pointer at) {
        return bounded(question, context -> inputs.leniently(question, context, at), Answer::all);
    }

    private Function<DMNContext, List<String>> strictly(Question question) {
        return context -> inputs.strictly(question, context);
    }

    private <T> T bounded(Question question, Function<DMNContext, List<String>> fill, Function<Answer, T> view) {
        try {
            return Budget.within(allowance, () -> view.apply(evaluated(question, fill)));
        } catch (Exhausted e) {
            throw stopped(name(), e);
        }
    }

    static Problem stopped(String name, Exhausted e) {
        String detail = "The evaluation of '" + name + "' was stopped: " + e.getMessage();
        return Problem.wrong(detail, new FieldError("", detail));
    }

    private Answer evaluated(Question question, Function<DMNContext, List<String>> fill) {
        Optional<Explanation> explanation = question.explain() ? Optional.of(new Explanation()) : Optional.empty();
        DMNRuntime runtime = explanation.map(set::explaining).orElseGet(set::plain);
        DMNContext context = runtime.newContext();
        List<String> ignored = fill.apply(context);
        DMNResult result = question.service() == null
                ? runtime.evaluateAll(model, context)
                : runtime.evaluateDecisionService(model, context, question.service());
        for (DMNMessage message : result.getMessages()) {
            Budget.rethrow(message.getException());
        }
        return new Answer(
                model,
                result,
                ignored,
                explanation.map(Explanation::matchedRules).orElse(null));
    }
}
