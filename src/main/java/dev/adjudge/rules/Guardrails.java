package dev.adjudge.rules;

import dev.adjudge.decision.Reason;
import dev.adjudge.rules.RuleProblem.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;

/**
 * The DRL files of a release, compiled. Shared by all threads; each session is one thread's. A guardrail that fails while
 * an account is judged does not keep the kill switches from being heard: the two are apart.
 *
 * @param ofAccount the files with steps that look at one account
 * @param ofRun the files with steps that look at the whole run
 * @param ofItems the files with steps that look at comments, mentions and messages
 */
record Guardrails(KieBase ofAccount, KieBase ofRun, KieBase ofItems, Map<String, Guardrail> byName) {

    private static final int MOST_RULES = 500;
    private static final Pattern RULE = Pattern.compile("[Rr]ule \"([^\"]+)\"");

    /** Empty when a file is broken, and then the problems say why. */
    static Optional<Guardrails> compile(Map<String, String> files, List<RuleProblem> problems) {
        Map<String, Guardrail> byName = new LinkedHashMap<>();
        List<Model> ofAccount = new ArrayList<>();
        List<Model> ofRun = new ArrayList<>();
        List<Model> ofItems = new ArrayList<>();
        List<RuleProblem> found = new ArrayList<>();
        files.forEach((path, text) -> DrlUnits.of(path, text, found).ifPresent(unit -> {
            Model model = unit.load();
            if (unit.guardrails().stream().anyMatch(each -> Step.OF_ACCOUNT.contains(each.step()))) {
                ofAccount.add(model);
            }
            if (unit.guardrails().stream().anyMatch(each -> Step.OF_RUN.contains(each.step()))) {
                ofRun.add(model);
            }
            if (unit.guardrails().stream().anyMatch(each -> Step.OF_ITEMS.contains(each.step()))) {
                ofItems.add(model);
            }
            unit.guardrails().forEach(guardrail -> {
                Guardrail other = byName.putIfAbsent(guardrail.name(), guardrail);
                if (other != null) {
                    found.add(RuleProblem.in(
                            Code.DRL,
                            path,
                            "the rule \"" + guardrail.name() + "\" is in " + other.file()
                                    + " too: each rule has its own name"));
                }
            });
        }));
        if (byName.isEmpty() && found.isEmpty()) {
            found.add(RuleProblem.in(
                    Code.DRL, "rules", "there is no guardrail: without any, every proposal would be carried out"));
        }
        if (byName.size() > MOST_RULES) {
            found.add(RuleProblem.in(Code.DRL, "rules", byName.size() + " rules, at most " + MOST_RULES + " allowed"));
        }
        problems.addAll(found);
        return found.isEmpty()
                ? Optional.of(new Guardrails(
                        KieBaseBuilder.createKieBaseFromModel(ofAccount),
                        KieBaseBuilder.createKieBaseFromModel(ofRun),
                        KieBaseBuilder.createKieBaseFromModel(ofItems),
                        java.util.Collections.unmodifiableMap(byName)))
                : Optional.empty();
    }

    /** Who failed: the rule that an exception names, else whoever spoke last. */
    Reason noAnswer(String speaker, RuntimeException e) {
        String who = speaker;
        Throwable cause = e;
        while (true) {
            Matcher named = RULE.matcher(String.valueOf(cause.getMessage()));
            if (named.find() && byName.containsKey(named.group(1))) {
                who = named.group(1);
            }
            if (cause.getCause() == null) {
                break;
            }
            cause = cause.getCause();
        }
        Guardrail guardrail = byName.get(who);
        return new Reason(
                guardrail == null ? who : guardrail.guardrail(),
                "guardrail \"" + who + "\" could not answer: " + cause.getMessage());
    }
}
