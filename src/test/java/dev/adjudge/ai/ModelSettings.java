package dev.adjudge.ai;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** As they would be set for a server; retries don't wait as long. */
record ModelSettings(Optional<String> url, Duration timeout, Optional<BigDecimal> costPerDay, int batch)
        implements OpenAiSettings {

    static final String KEY = "sk-a-secret-token";

    static ModelSettings of(String url) {
        return new ModelSettings(Optional.of(url), Duration.ofSeconds(8), Optional.empty(), 10);
    }

    ModelSettings within(Duration time) {
        return new ModelSettings(url, time, costPerDay, batch);
    }

    ModelSettings costing(String cost) {
        return new ModelSettings(url, timeout, Optional.of(new BigDecimal(cost)), batch);
    }

    ModelSettings inBatchesOf(int texts) {
        return new ModelSettings(url, timeout, costPerDay, texts);
    }

    @Override
    public Optional<String> apiKey() {
        return url.isPresent() ? Optional.of(KEY) : Optional.empty();
    }

    @Override
    public String model() {
        return "pretend-1";
    }

    @Override
    public Optional<String> version() {
        return Optional.of("2026-11");
    }

    @Override
    public Optional<Double> temperature() {
        return Optional.of(0.0);
    }

    @Override
    public Duration batchTimeout() {
        return timeout;
    }

    @Override
    public Duration firstRetry() {
        return Duration.ofMillis(20);
    }

    @Override
    public int batchTokens() {
        return 1_500;
    }

    @Override
    public int characters() {
        return 2_000;
    }

    @Override
    public int answerTokens() {
        return 200;
    }

    @Override
    public String currency() {
        return "USD";
    }

    @Override
    public BigDecimal inputPrice() {
        return new BigDecimal("0.40");
    }

    @Override
    public BigDecimal outputPrice() {
        return new BigDecimal("1.60");
    }
}
