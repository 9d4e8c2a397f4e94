package dev.adjudge.rules.dmn;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** The shipped settings, with some changed. */
final class Settings {

    private Settings() {}

    static DmnSettings shipped() {
        return with(Map.of());
    }

    static DmnSettings with(Map<String, String> changes) {
        return new SmallRyeConfigBuilder()
                .withMapping(DmnSettings.class)
                .withConverter(Duration.class, 300, new DurationConverter())
                .withDefaultValues(changes)
                .build()
                .getConfigMapping(DmnSettings.class);
    }

    static SentModels sentModels(DmnSettings settings) {
        return new SentModels(new Turns(settings), settings);
    }
}
