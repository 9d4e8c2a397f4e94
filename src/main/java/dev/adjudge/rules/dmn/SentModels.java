package dev.adjudge.rules.dmn;

import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.rules.DmnFence;
import dev.adjudge.rules.RuleProblem;
import dev.adjudge.rules.engine.Budget;
import dev.adjudge.rules.engine.Engine;
import dev.adjudge.rules.engine.Exhausted;
import dev.adjudge.rules.engine.Validator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Evaluates and checks models that come with the request, a few at a time. Compiled ones are kept for the next request. */
@ApplicationScoped
public class SentModels {

    private final Turns turns;
    private final SentSettings settings;
    private final LimitSettings limits;
    private final CompiledCache compiled;

    SentModels(Turns turns, SentSettings settings, LimitSettings limits) {
        this.turns = turns;
        this.settings = settings;
        this.limits = limits;
        this.compiled = new CompiledCache(settings.kept());
    }

    /** The largest request. */
    public int mostBytes() {
        return limits.body();
    }

    /** The evaluation, on another thread, when it is its turn. */
    public CompletionStage<DmnResult> evaluate(SentModel sent, boolean explain) {
        return turns.take(() -> {
            DecisionModel model = main(sent);
            if (sent.service() != null && !model.hasService(sent.service())) {
                throw Problem.wrong(
                        "The model '" + model.name() + "' has no decision service '" + sent.service() + "'",
                        new FieldError("/decisionService", "There is no decision service of this name"));
            }
            return model.explainLeniently(
                    new Question(sent.context(), sent.service(), explain), Pointer.ROOT.field("context"));
        });
    }

    /** The types of the main model's inputs and results, as JSON Schema. */
    public CompletionStage<Map<String, Object>> schema(SentModel sent) {
        return turns.take(() -> main(sent).schema());
    }

    /** What may be wrong with the models; empty when nothing is. */
    public CompletionStage<List<Message>> validate(SentModel sent) {
        return turns.take(() -> {
            fence(sent);
            return Message.inFiles(bounded("Checking", () -> Validator.validate(sent.files())));
        });
    }

    private DecisionModel main(SentModel sent) {
        return compiled.get(sent, this::compile).models().stream()
                .filter(model -> model.source().equals(sent.mainUri()))
                .findFirst()
                .orElseThrow();
    }

    private ModelSet compile(SentModel sent) {
        fence(sent);
        try {
            return new ModelSet(bounded("Compiling", () -> Engine.compile(sent.files())), Map.of(), limits.allowance());
        } catch (Problem e) {
            throw e;
        } catch (RuntimeException e) {
            throw Problem.wrong("This is no DMN model that can be read", unreadable(sent));
        }
    }

    /** What the schema of DMN has against the files; where it has nothing, they don't fit together. */
    private static FieldError[] unreadable(SentModel sent) {
        FieldError[] departures = Message.inFiles(Validator.schema(sent.files())).stream()
                .map(message -> new FieldError(
                        sent.resources().stream()
                                .filter(each -> each.uri().equals(message.path()))
                                .map(SentModel.Resource::at)
                                .findFirst()
                                .orElse("/resources"),
                        message.message()))
                .toArray(FieldError[]::new);
        return departures.length > 0
                ? departures
                : new FieldError[] {
                    new FieldError(
                            sent.resources().get(0).at(),
                            "The XML has no DMN definitions, or imports a model that is not among the resources")
                };
    }

    private <T> T bounded(String what, Supplier<T> work) {
        try {
            return Budget.within(settings.allowance(limits), work);
        } catch (Exhausted e) {
            String detail = what + " was stopped: " + e.getMessage();
            throw Problem.wrong(detail, new FieldError("", detail));
        }
    }

    private void fence(SentModel sent) {
        List<FieldError> errors = new ArrayList<>();
        if (sent.resources().size() > settings.resources()) {
            errors.add(new FieldError(
                    "/resources",
                    sent.resources().size() + " resources, at most " + settings.resources() + " allowed"));
        }
        for (SentModel.Resource each : sent.resources()) {
            if (each.xml().length() > settings.characters()) {
                errors.add(new FieldError(
                        each.at(), each.xml().length() + " characters, at most " + settings.characters() + " allowed"));
                continue;
            }
            for (RuleProblem problem : DmnFence.checkWithImports(each.uri(), each.xml())) {
                errors.add(new FieldError(
                        each.at(),
                        problem.line() == null
                                ? problem.message()
                                : "line " + problem.line() + ": " + problem.message()));
            }
        }
        if (!errors.isEmpty()) {
            throw Problem.wrong("The model is refused", errors.toArray(FieldError[]::new));
        }
    }
}
