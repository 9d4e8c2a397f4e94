package dev.adjudge.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Matched;
import dev.adjudge.decision.Proposal;
import dev.adjudge.decision.Reason;
import dev.adjudge.decision.Verdict;
import dev.adjudge.platform.Sha256;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verdicts in the words of the API. */
public final class VerdictsJson {

    private VerdictsJson() {}

    public static void write(JsonGenerator json, List<Verdict> verdicts) throws IOException {
        json.writeStartArray();
        for (Verdict verdict : verdicts) {
            write(json, verdict);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Verdict verdict) throws IOException {
        Proposal proposal = verdict.proposal();
        json.writeStartObject();
        json.writeStringField("rule", proposal.rule());
        json.writeFieldName("action");
        writeAction(json, proposal.action());
        json.writeStringField("verdict", verdict.word());
        json.writeStringField("reason", reason(verdict));
        json.writeStringField("proposedBecause", proposal.reason());
        json.writeArrayFieldStart("guardrails");
        for (Reason reason : verdict.reasons()) {
            json.writeStartObject();
            json.writeStringField("guardrail", reason.guardrail());
            json.writeStringField("reason", reason.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeFieldName("matched");
        writeMatched(json, proposal.matched());
        json.writeEndObject();
    }

    /** Why the verdict is what it is: what the deciding guardrail said, or the rule's own reason where none stood in the way. */
    public static String reason(Verdict verdict) {
        return verdict instanceof Verdict.Allowed || verdict.reasons().isEmpty()
                ? verdict.proposal().reason()
                : verdict.reasons().get(0).text();
    }

    /**
     * {@code kind, before, after}, with the end of a pause, the currency of amounts and the level of messages. What answers a person may be about them,
     * and is not to stand where nothing is ever erased: its hash does.
     */
    public static void writeAction(JsonGenerator json, Action action) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", action.kind());
        json.writeFieldName("before");
        value(json, action instanceof Action.DeleteReply delete ? Sha256.of(delete.before()) : action.before());
        json.writeFieldName("after");
        value(json, action instanceof Action.Reply reply ? Sha256.of(reply.text()) : action.after());
        if (action instanceof Action.Pause pause && pause.until() != null) {
            json.writeObjectFieldStart("until");
            json.writeStringField(pause.until().name(), pause.until().value());
            json.writeEndObject();
        } else if (action instanceof Action.ChangeBudget budget) {
            json.writeStringField("currency", budget.currency());
        } else if (action instanceof Action.Notify notify) {
            json.writeStringField("level", notify.level().word());
        } else if (action instanceof Action.Escalate escalate) {
            json.writeStringField("level", escalate.level().word());
        }
        json.writeEndObject();
    }

    private static void writeMatched(JsonGenerator json, Matched matched) throws IOException {
        json.writeStartObject();
        json.writeStringField("model", matched.model());
        json.writeStringField("decision", matched.decision());
        json.writeNumberField("row", matched.row());
        json.writeStringField("ruleId", matched.ruleId());
        json.writeArrayFieldStart("inputs");
        for (Matched.Tested tested : matched.inputs()) {
            json.writeStartObject();
            json.writeStringField("input", tested.input());
            json.writeStringField("test", tested.test());
            json.writeFieldName("value");
            value(json, tested.value());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof BigDecimal amount) {
            json.writeNumber(amount);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else {
            json.writeString(value.toString());
        }
    }
}
