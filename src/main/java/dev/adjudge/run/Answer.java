package dev.adjudge.run;

import dev.adjudge.decision.Decision;
import org.jspecify.annotations.Nullable;

/**
 * What was decided of a campaign that a program asked about.
 *
 * @param recorded whether the decision log has it
 * @param failure why the rules gave no answer; null when they did. Nothing is decided then
 */
public record Answer(
        Decision decision, boolean recorded, @Nullable String failure) {}
