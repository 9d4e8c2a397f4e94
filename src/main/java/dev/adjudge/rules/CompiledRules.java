package dev.adjudge.rules;

import dev.adjudge.rules.RuleProblem.Code;
import dev.adjudge.rules.engine.Allowance;
import dev.adjudge.rules.engine.Budget;
import dev.adjudge.rules.engine.Exhausted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.kie.dmn.api.core.DMNRuntime;

/** Rule files that were read, checked and compiled: good to become a release. */
record CompiledRules(
        RuleFiles files,
        DMNRuntime dmn,
        ProposalRules proposals,
        ServiceGate gate,
        GuardrailLimits limits,
        AlertRules alerts,
        Optional<ApprovalRules> approvals,
        Optional<ModerationRules> moderation,
        Guardrails guardrails,
        List<RegisteredRule> register) {

    static final String TOO_DEEP =
            "a formula or condition is nested too deep: split it into several decisions or rules";

    /** @throws BrokenRules with everything that is wrong */
    static CompiledRules of(RuleFiles files) {
        try {
            return Budget.within(Allowance.OF_A_RELEASE, () -> compile(files));
        } catch (Exhausted e) {
            throw broken("dmn", "compiling was stopped, since " + e.getMessage());
        } catch (StackOverflowError e) {
            throw broken("dmn, rules", TOO_DEEP);
        } catch (CompletionException e) {
            throw e.getCause() instanceof StackOverflowError ? broken("dmn, rules", TOO_DEEP) : e;
        }
    }

    private static BrokenRules broken(String file, String message) {
        return new BrokenRules(List.of(RuleProblem.in(Code.LIMIT, file, message)));
    }

    private static CompiledRules compile(RuleFiles files) {
        List<RuleProblem> drlProblems = new ArrayList<>();
        // The two compilers know nothing of each other, and a service that starts waits for both.
        CompletableFuture<Optional<Guardrails>> guardrails = CompletableFuture.supplyAsync(
                () -> Guardrails.compile(files.drl(), drlProblems), CompiledRules::beside);
        List<RuleProblem> problems = new ArrayList<>();
        DmnModels models = DmnModels.compile(files.dmn(), problems);
        Optional<DMNRuntime> dmn = models.runtime();
        Optional<ProposalRules> proposals = ProposalRules.in(models, problems);
        Optional<ServiceGate> gate = ServiceGate.in(models, problems);
        Optional<GuardrailLimits> limits = GuardrailLimits.in(models, problems);
        Optional<AlertRules> alerts = AlertRules.in(models, problems);
        Optional<ApprovalRules> approvals = ApprovalRules.in(models, problems);
        Optional<ModerationRules> moderation = ModerationRules.in(models, problems);
        Optional<Guardrails> compiled = guardrails.join();
        problems.addAll(drlProblems);
        if (!problems.isEmpty()
                || dmn.isEmpty()
                || proposals.isEmpty()
                || gate.isEmpty()
                || limits.isEmpty()
                || alerts.isEmpty()
                || compiled.isEmpty()) {
            throw new BrokenRules(Hints.with(files, problems));
        }
        List<RegisteredRule> register = RegisteredRule.all(
                proposals.get(),
                gate.get(),
                limits.get(),
                alerts.get(),
                approvals,
                moderation,
                compiled.get(),
                problems);
        if (!problems.isEmpty()) {
            throw new BrokenRules(problems);
        }
        return new CompiledRules(
                files,
                dmn.get(),
                proposals.get(),
                gate.get(),
                limits.get(),
                alerts.get(),
                approvals,
                moderation,
                compiled.get(),
                register);
    }

    /** The engine looks for its parts by the thread's class loader, and a pool's is anybody's. */
    private static void beside(Runnable compiler) {
        Thread thread = new Thread(compiler, "rules-compile");
        thread.setContextClassLoader(CompiledRules.class.getClassLoader());
        thread.setDaemon(true);
        thread.start();
    }
}
