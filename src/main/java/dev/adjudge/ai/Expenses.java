package dev.adjudge.ai;

import dev.adjudge.platform.calls.CallLimit;
import dev.adjudge.platform.calls.CallLimits;
import dev.adjudge.platform.calls.CallNotMade;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/** What asking the language model takes, in tokens and money: limited for all replicas together, and counted. */
@Singleton
class Expenses {

    /** Of the limit in {@code adjudge.calls}. */
    private static final String NAME = "openai";

    private static final Duration DAY = Duration.ofDays(1);
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private final OpenAiSettings settings;
    private final CallLimits limits;
    private final MeterRegistry metrics;

    Expenses(OpenAiSettings settings, CallLimits limits, MeterRegistry metrics) {
        this.settings = settings;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** What was taken before the answer: tokens, and millionths of the currency. */
    private record Taken(long tokens, long micros) {}

    /** Takes what a question is estimated to need, and corrects it when its answer is there. */
    final class Claim {

        private final String model;
        private final Tokens estimate;
        private final Taken taken;

        private Claim(String model, Tokens estimate, Taken taken) {
            this.model = model;
            this.estimate = estimate;
            this.taken = taken;
        }

        /** @param used as the model counts; what was estimated, where it doesn't */
        void settle(Optional<Tokens> used) {
            Tokens tokens = used.orElse(estimate);
            count(model, tokens);
            tokenLimit().ifPresent(limit -> limits.settle(limit, NAME, tokens.all() - taken.tokens()));
            costLimit().ifPresent(limit -> limits.settle(limit, NAME + " cost", micros(tokens) - taken.micros()));
        }

        /** Where nothing was read there is nothing to pay. */
        void release() {
            give(taken);
        }
    }

    private void give(Taken taken) {
        tokenLimit().ifPresent(limit -> limits.settle(limit, NAME, -taken.tokens()));
        costLimit().ifPresent(limit -> limits.settle(limit, NAME + " cost", -taken.micros()));
    }

    /** @throws ModelFailure when there are no tokens now, or there is no money left today */
    Claim claim(String model, Tokens estimate) {
        long micros = costLimit().map(limit -> spend(limit, micros(estimate))).orElse(0L);
        try {
            long tokens = tokenLimit()
                    .map(limit -> limits.take(limit, NAME, estimate.all(), "adjudge.calls." + NAME))
                    .orElse(0L);
            return new Claim(model, estimate, new Taken(tokens, micros));
        } catch (CallNotMade e) {
            give(new Taken(0, micros));
            throw new ModelFailure.Busy(
                    String.valueOf(e.getMessage()).replace(" calls ", " tokens "),
                    e.turn().orElse(null));
        }
    }

    private long spend(CallLimit limit, long micros) {
        try {
            return limits.take(limit, NAME + " cost", micros, "adjudge.ai.openai.cost-per-day");
        } catch (CallNotMade e) {
            throw new ModelFailure.Refused(
                    "the " + settings.costPerDay().orElseThrow().toPlainString() + " " + settings.currency()
                            + " that it may cost a day (adjudge.ai.openai.cost-per-day) are spent",
                    false);
        }
    }

    private Optional<CallLimit> tokenLimit() {
        return limits.limit(NAME);
    }

    private Optional<CallLimit> costLimit() {
        return settings.costPerDay()
                .map(cost -> CallLimit.of(
                        Math.max(
                                1,
                                cost.multiply(MILLION)
                                        .setScale(0, RoundingMode.DOWN)
                                        .longValueExact()),
                        DAY,
                        true));
    }

    private BigDecimal cost(Tokens tokens) {
        return tokens.cost(settings.inputPrice(), settings.outputPrice());
    }

    private long micros(Tokens tokens) {
        return cost(tokens).setScale(0, RoundingMode.UP).longValueExact();
    }

    private void count(String model, Tokens tokens) {
        counter(model, "input", tokens.input());
        counter(model, "output", tokens.output());
        metrics.counter("ai.cost", "provider", NAME, "model", model, "currency", settings.currency())
                .increment(cost(tokens).divide(MILLION).doubleValue());
    }

    private void counter(String model, String direction, long tokens) {
        metrics.counter("ai.tokens", "provider", NAME, "model", model, "direction", direction)
                .increment(tokens);
    }
}
