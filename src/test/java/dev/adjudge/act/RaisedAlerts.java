package dev.adjudge.act;

import dev.adjudge.decision.Action.Level;
import dev.adjudge.decision.Alert;
import dev.adjudge.decision.ReleaseRef;
import dev.adjudge.rules.LiveRules;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Raises alerts as the alert table would, and has their messages sent now. */
@Singleton
public class RaisedAlerts {

    private final Alerts alerts;
    private final Messenger messenger;
    private final LiveRules rules;

    RaisedAlerts(Alerts alerts, Messenger messenger, LiveRules rules) {
        this.alerts = alerts;
        this.messenger = messenger;
        this.rules = rules;
    }

    public void raise(String rule, String subject, Level level, @Nullable Long escalateAfter, String... channels) {
        raise(rule, subject, level, escalateAfter, null, 7, channels);
    }

    void raise(
            String rule,
            String subject,
            Level level,
            @Nullable Long escalateAfter,
            @Nullable UUID run,
            long count,
            String... channels) {
        raise("tested", rule, subject, level, escalateAfter, run, count, channels);
    }

    void raise(
            String kind,
            String rule,
            String subject,
            Level level,
            @Nullable Long escalateAfter,
            @Nullable UUID run,
            long count,
            String... channels) {
        ReleaseRef release = rules.live().ref();
        alerts.raise(
                new Alert(
                        kind,
                        subject,
                        count,
                        null,
                        rule,
                        level,
                        List.of(channels),
                        escalateAfter,
                        count + " of <these> & more than 5"),
                release,
                run,
                List.of());
    }

    public void send() {
        messenger.look();
    }
}
