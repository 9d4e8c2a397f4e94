package dev.adjudge.rules.dmn;

import dev.adjudge.rules.engine.Allowance;
import dev.adjudge.rules.engine.Explanation;
import java.util.List;
import java.util.Map;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.api.core.event.DMNRuntimeEventListener;
import org.kie.dmn.core.compiler.DMNProfile;
import org.kie.dmn.core.compiler.RuntimeTypeCheckOption;
import org.kie.dmn.core.impl.DMNRuntimeImpl;
import org.kie.dmn.core.impl.DMNRuntimeKB;

/** Models that were compiled together. Shared by all threads. */
final class ModelSet {

    private final DMNRuntimeImpl compiled;
    private final DMNRuntime runtime;
    private final List<DecisionModel> models;

    /** @param files the XML of each model, by the path or URI of its resource */
    ModelSet(DMNRuntime compiled, Map<String, String> files, Allowance allowance) {
        this.compiled = (DMNRuntimeImpl) compiled;
        this.runtime = runtime();
        this.models = compiled.getModels().stream()
                .map(model -> new DecisionModel(
                        this, model, files.getOrDefault(model.getResource().getSourcePath(), ""), allowance))
                .toList();
    }

    List<DecisionModel> models() {
        return models;
    }

    /** The runtime for evaluations that nobody wants explained. */
    DMNRuntime plain() {
        return runtime;
    }

    /** A runtime for one evaluation. */
    DMNRuntime explaining(Explanation explanation) {
        DMNRuntime explaining = runtime();
        explaining.addListener(explanation);
        return explaining;
    }

    private DMNRuntimeImpl runtime() {
        DMNRuntimeImpl checking = new DMNRuntimeImpl(new SameModels(compiled));
        checking.setOption(new RuntimeTypeCheckOption(true));
        return checking;
    }

    private record SameModels(DMNRuntimeImpl compiled) implements DMNRuntimeKB {

        @Override
        public List<DMNModel> getModels() {
            return compiled.getModels();
        }

        @Override
        public DMNModel getModel(String namespace, String name) {
            return compiled.getModel(namespace, name);
        }

        @Override
        public DMNModel getModelById(String namespace, String id) {
            return compiled.getModelById(namespace, id);
        }

        @Override
        public List<DMNProfile> getProfiles() {
            return compiled.getProfiles();
        }

        @Override
        public List<DMNRuntimeEventListener> getListeners() {
            return List.of();
        }

        @Override
        public ClassLoader getRootClassLoader() {
            return compiled.getRootClassLoader();
        }

        @Override
        public InternalKnowledgeBase getInternalKnowledgeBase() {
            throw new UnsupportedOperationException("There are no rules here, only DMN");
        }
    }
}
