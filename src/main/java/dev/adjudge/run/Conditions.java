package dev.adjudge.run;

import dev.adjudge.act.Switches;
import dev.adjudge.decision.RunConditions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** What holds for a whole run: the rollout share and the kill switches that are on when it starts. */
@ApplicationScoped
class Conditions {

    private final RunSettings settings;
    private final Switches switches;

    Conditions(RunSettings settings, Switches switches) {
        this.settings = settings;
        this.switches = switches;
    }

    RunConditions at(Instant moment) {
        return new RunConditions(moment, settings.rolloutPercent(), switches.on());
    }
}
