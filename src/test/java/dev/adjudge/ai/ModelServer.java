package dev.adjudge.ai;

import dev.adjudge.platform.calls.CallLimit;
import dev.adjudge.platform.calls.CallLimits;
import dev.adjudge.platform.calls.Replica;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;

/** A pretend model, and what asks it. */
final class ModelServer implements AutoCloseable {

    final PretendModel model = new PretendModel();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final ModelSettings settings = ModelSettings.of(model.url());

    private final DataSource database;
    private final Clock clock;

    /** Others' tokens are not this one's. */
    private final long odd = 1_000_000 + UUID.randomUUID().hashCode() % 500_000;

    ModelServer(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    LanguageModel asked(ModelSettings settings) {
        return asked(settings, new CallLimit(odd, Duration.ofMinutes(1), false, odd / 2));
    }

    LanguageModel asked(ModelSettings settings, CallLimit tokens) {
        CallLimits limits = Replica.with("openai", tokens, database, clock);
        return new LanguageModel(settings, new Expenses(settings, limits, metrics), clock);
    }

    OpenAiClassifier classifier() {
        return classifier(settings);
    }

    OpenAiClassifier classifier(ModelSettings settings) {
        return new OpenAiClassifier(asked(settings), settings);
    }

    double counted(String name, String... tags) {
        return metrics.get(name).tags(tags).counter().count();
    }

    @Override
    public void close() {
        model.close();
    }
}
