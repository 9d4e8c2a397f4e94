package dev.adjudge.run;

import dev.adjudge.act.Switches;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.platform.Flags;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** What holds for a whole run: the rollout share and the kill switches that are on when it starts. */
@ApplicationScoped
class Conditions {

    /** Whether rules act on a campaign by themselves; the campaigns for which it is off are the comparison group. */
    private static final String AUTO_OPTIMIZATION = "auto_optimization";

    private final Flags flags;
    private final Switches switches;

    Conditions(Flags flags, Switches switches) {
        this.flags = flags;
        this.switches = switches;
    }

    RunConditions at(Instant moment) {
        return new RunConditions(moment, rolloutPercent(), switches.on());
    }

    int rolloutPercent() {
        return flags.named(AUTO_OPTIMIZATION).rolloutPercent();
    }
}
