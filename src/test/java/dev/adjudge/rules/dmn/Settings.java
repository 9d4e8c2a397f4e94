package dev.adjudge.rules.dmn;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;

/** Sent models under the limits that are shipped. */
final class Settings {

    private static final int CUSTOM = 300;

    private Settings() {}

    static SentModels sentModels() {
        SmallRyeConfig shipped = new SmallRyeConfigBuilder()
                .withMapping(LimitSettings.class)
                .withMapping(SentSettings.class)
                .withConverter(Duration.class, CUSTOM, new DurationConverter())
                .build();
        SentSettings sent = shipped.getConfigMapping(SentSettings.class);
        return new SentModels(new Turns(sent), sent, shipped.getConfigMapping(LimitSettings.class));
    }
}
