package dev.adjudge.rules.dmn;

import java.util.List;
import java.util.Objects;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.ast.DMNNode;
import org.kie.dmn.api.core.ast.DecisionNode;
import org.kie.dmn.api.core.ast.DecisionServiceNode;
import org.kie.dmn.core.ast.DecisionServiceNodeImpl;

/** What a model wants and what it decides, by name. */
public record ModelSummary(
        String name,
        String namespace,
        String file,
        List<String> inputs,
        List<String> decisions,
        List<String> decisionServices) {

    static ModelSummary of(DMNModel model, Inputs inputs) {
        return new ModelSummary(
                model.getName(),
                model.getNamespace(),
                model.getResource().getSourcePath(),
                List.copyOf(inputs.wanted(null).keySet()),
                decisions(model).stream().map(DMNNode::getName).toList(),
                services(model).stream().map(DMNNode::getName).toList());
    }

    static List<DecisionNode> decisions(DMNModel model) {
        return model.getDecisions().stream()
                .filter(each -> each.getModelNamespace().equals(model.getNamespace()))
                .toList();
    }

    /** The decisions whose results a service answers with. */
    static List<DecisionNode> outputs(DMNModel model, DecisionServiceNode service) {
        return ((DecisionServiceNodeImpl) service)
                .getDecisionService().getOutputDecision().stream()
                        .map(output -> model.getDecisionById(output.getHref().replaceFirst("^.*#", "")))
                        .filter(Objects::nonNull)
                        .toList();
    }

    static List<DecisionServiceNode> services(DMNModel model) {
        return model.getDecisionServices().stream()
                .filter(each -> each.getModelNamespace().equals(model.getNamespace()))
                .toList();
    }
}
