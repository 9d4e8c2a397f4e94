package dev.adjudge.rules;

import dev.adjudge.decision.Reason;
import dev.adjudge.rules.guard.Item;
import dev.adjudge.rules.guard.Outcome;
import dev.adjudge.rules.guard.Proposal;
import dev.adjudge.rules.guard.Wanted;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * The guardrails of one release sitting over the proposals of one account. What a step suppresses
 * still stands for the rest of that step and is gone for the next; what it clamps is seen clamped at once. When a guardrail fails, nothing that still stands is allowed.
 */
final class GuardrailSession implements Outcome, AutoCloseable {

    private static final int FIRINGS_FOR_EACH_PROPOSAL = 50;
    private static final int FIRINGS_AT_LEAST = 1_000;
    private static final long MOST_SECONDS = 30;

    private final KieSession session;
    private final Map<Integer, Pending> pending;
    private final Map<Integer, FactHandle> handles = new HashMap<>();
    private final Map<Integer, Wanted> standing = new HashMap<>();
    private final Set<Integer> leaving = new LinkedHashSet<>();
    private final List<Alarm> alarms = new ArrayList<>();
    private @Nullable Guardrail speaking;
    private final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);

    /**
     * @param pending the proposals' states, by the proposals' numbers
     * @param hits counts how often each guardrail speaks
     */
    GuardrailSession(
            KieBase base, Map<String, Guardrail> guardrails, Map<Integer, Pending> pending, Map<String, Integer> hits) {
        this.pending = pending;
        this.session = base.newKieSession();
        session.setGlobal("outcome", this);
        session.addEventListener(new DefaultAgendaEventListener() {
            @Override
            public void beforeMatchFired(BeforeMatchFiredEvent event) {
                String name = event.getMatch().getRule().getName();
                speaking = guardrails.get(name);
                hits.merge(name, 1, Integer::sum);
            }
        });
    }

    void know(Object fact) {
        session.insert(fact);
    }

    void know(Wanted proposal) {
        standing.put(proposal.number(), proposal);
        handles.put(proposal.number(), session.insert(proposal));
    }

    /** Those that no guardrail suppressed, as they are by now, in no order. */
    List<Wanted> standing() {
        return new ArrayList<>(standing.values());
    }

    void judge(Step step) {
        int most = FIRINGS_AT_LEAST + FIRINGS_FOR_EACH_PROPOSAL * standing.size();
        speaking = null;
        session.getAgenda().getAgendaGroup(step.words()).setFocus();
        int fired = session.fireAllRules(match -> inTime(), most);
        if (fired >= most) {
            throw new IllegalStateException("it spoke " + most + " times and did not come to an end");
        }
        for (Integer number : leaving) {
            standing.remove(number);
            session.delete(java.util.Objects.requireNonNull(handles.remove(number)));
        }
        leaving.clear();
    }

    /** Whoever spoke last when something went wrong, or the step when nobody did. */
    String speaker(Step step) {
        return speaking == null ? step.words() : speaking.name();
    }

    @Override
    public void hold(Wanted proposal, String because) {
        state(proposal).hold(new Reason(guardrail(), because));
    }

    @Override
    public void suppress(Wanted proposal, String because) {
        state(proposal).suppress(new Reason(guardrail(), because));
        leaving.add(proposal.number());
    }

    @Override
    public void clamp(Proposal proposal, BigDecimal dailyBudget, String because) {
        state(proposal).clamp(dailyBudget, guardrail(), because);
        Proposal clamped = proposal.withAfter(dailyBudget);
        standing.put(proposal.number(), clamped);
        session.update(java.util.Objects.requireNonNull(handles.get(proposal.number())), clamped);
    }

    @Override
    public void alarm(Item item, String kind, String because) {
        alarms.add(new Alarm(item.key(), kind, guardrail(), because));
    }

    /** What people are to know. */
    List<Alarm> alarms() {
        return List.copyOf(alarms);
    }

    @Override
    public void close() {
        session.dispose();
    }

    private Pending state(Wanted proposal) {
        return java.util.Objects.requireNonNull(pending.get(proposal.number()));
    }

    private String guardrail() {
        return java.util.Objects.requireNonNull(speaking).guardrail();
    }

    private boolean inTime() {
        if (System.nanoTime() > deadline) {
            throw new IllegalStateException("it took longer than " + MOST_SECONDS + " seconds");
        }
        return true;
    }
}
