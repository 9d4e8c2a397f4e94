package dev.adjudge.rules;

import dev.adjudge.decision.RunConditions;
import dev.adjudge.fact.AccountFacts;
import dev.adjudge.rules.guard.Run;
import dev.adjudge.rules.guard.Switch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Guardrails over one run: first account by account, then, when all are known, over the whole run. For one thread.
 */
public final class GuardedRun {

    private final CompiledRules rules;
    private final RunConditions conditions;
    private final GuardrailFacts known;
    private final Map<String, Integer> hits = new HashMap<>();
    private final Set<String> accounts = new HashSet<>();
    private final List<AccountCase> judged = new ArrayList<>();
    private final List<Case> cases = new ArrayList<>();
    private final List<AccountCase> caseAccounts = new ArrayList<>();

    GuardedRun(CompiledRules rules, RunConditions conditions) {
        this.rules = rules;
        this.conditions = conditions;
        this.known = new GuardrailFacts(rules, conditions.at());
    }

    /**
     * Judges what one account alone can tell. An account's campaigns come in one call: they see each other.
     *
     * @param ofAccount its campaigns that have proposals
     */
    public void judge(AccountFacts account, List<Case> ofAccount) {
        if (!accounts.add(account.platform() + ":" + account.accountId())) {
            throw new IllegalStateException("The account " + account.platform() + ":" + account.accountId()
                    + " was judged already: all its campaigns belong into one call");
        }
        AccountCase next = new AccountCase(rules, known, account, hits);
        for (Case each : ofAccount) {
            next.add(each);
            cases.add(each);
            caseAccounts.add(next);
        }
        next.judge();
        judged.add(next);
    }

    /** Judges what only the whole run can tell. In the order in which the cases came. */
    public List<Judged> finish() {
        List<Object> run = new ArrayList<>();
        run.add(new Run(
                Math.toIntExact(judged.stream().mapToLong(AccountCase::pauses).sum()), conditions.rolloutPercent()));
        conditions.switches().forEach(each -> run.add(new Switch(each.scope(), each.reason())));
        judged.forEach(account -> account.judge(run));
        List<Judged> verdicts = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            verdicts.add(new Judged(
                    cases.get(i).facts(),
                    caseAccounts.get(i).of(cases.get(i).facts()).stream()
                            .map(Pending::verdict)
                            .toList()));
        }
        return List.copyOf(verdicts);
    }

    /** How often each guardrail spoke so far, by its rule's name. */
    public Map<String, Integer> hits() {
        return Map.copyOf(hits);
    }
}
