package dev.adjudge.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.act.Order;
import dev.adjudge.audit.FactsJson;
import dev.adjudge.audit.VerdictsJson;
import dev.adjudge.decision.Decision;
import dev.adjudge.decision.Verdict;
import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.rules.CompiledRelease;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns verdicts into orders for the outbox: the allowed ones to be done, the held ones to wait for a person. */
public final class Orders {

    private static final String GATE = "service-gate";

    private Orders() {}

    public static List<Order> of(
            UUID run,
            @Nullable String traceParent,
            List<Decision> decisions,
            CompiledRelease release,
            ObjectMapper json)
            throws IOException {
        List<Order> orders = new ArrayList<>();
        for (Decision decision : decisions) {
            for (Verdict verdict : decision.verdicts()) {
                if (!(verdict instanceof Verdict.Suppressed)) {
                    orders.add(order(run, traceParent, decision, verdict, release, json));
                }
            }
        }
        return orders;
    }

    private static Order order(
            UUID run,
            @Nullable String traceParent,
            Decision decision,
            Verdict verdict,
            CompiledRelease release,
            ObjectMapper json)
            throws IOException {
        String rule = verdict.proposal().rule();
        UUID ruleId = release.ruleIds().get(rule);
        if (ruleId == null) {
            throw new IllegalStateException("The rule '" + rule + "' is not in the register of its release");
        }
        return new Order(
                UUID.randomUUID(),
                decision.id(),
                run,
                ruleId,
                decision.subject(),
                verdict.proposal().action(),
                verdict.word(),
                verdict instanceof Verdict.Held
                        ? release.approval(
                                decision.subject(), verdict.proposal().action())
                        : null,
                VerdictsJson.reason(verdict),
                snapshot(decision, json),
                verdict.reasons().stream()
                        .noneMatch(reason -> reason.guardrail().equals(GATE)),
                traceParent);
    }

    private static String snapshot(Decision decision, ObjectMapper json) throws IOException {
        StringWriter text = new StringWriter(1024);
        try (JsonGenerator out = json.getFactory().createGenerator(text)) {
            out.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
            out.writeStartObject();
            if (decision.facts() instanceof CampaignFacts facts) {
                FactsJson.writeWindows(out, facts.windows());
            }
            out.writeEndObject();
        }
        return text.toString();
    }
}
