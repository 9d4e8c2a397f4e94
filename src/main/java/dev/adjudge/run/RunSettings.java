package dev.adjudge.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** Settings of evaluations, {@code adjudge.run.*}. The schedule itself is read where it is declared. */
@ConfigMapping(prefix = "adjudge.run")
public interface RunSettings {

    /** When the daily run starts, as a Quartz cron expression in UTC; {@code off} for never. */
    @WithDefault("0 0 8 * * ?")
    String schedule();

    /** Whether an accepted batch starts a run. */
    @WithDefault("false")
    boolean afterBatch();

    /** How many campaigns it takes on either side to say anything of the effect of a rule, at least 2. */
    @WithDefault("10")
    int effectNeeds();

    /** How often a run is begun again after the service was stopped in the middle of it. */
    @WithDefault("3")
    int attempts();

    /** The time of day, in UTC, at which a simulated day is judged; that of the daily run, so that the same is known. */
    @WithDefault("08:00")
    LocalTime simulatedAt();

    /** When a simulated day is judged. */
    static Instant morning(LocalDate day, RunSettings settings) {
        return day.atTime(settings.simulatedAt()).toInstant(ZoneOffset.UTC);
    }
}
