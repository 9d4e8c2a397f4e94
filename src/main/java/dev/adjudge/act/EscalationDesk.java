package dev.adjudge.act;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Subject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Puts items before people. They wait in the queue of moderation already; that there are such is told by alerts, many as one: what
 * counts them finds the actions that were done here.
 */
@Singleton
final class EscalationDesk implements ActionHandler {

    private static final Logger log = Logger.getLogger(EscalationDesk.class);
    private static final Set<String> PLATFORMS = Set.of("facebook", "instagram");

    @Override
    public boolean handles(String platform, String kind) {
        return kind.equals("escalate") && PLATFORMS.contains(platform);
    }

    @Override
    public Optional<Object> current(Subject subject, Action action) {
        return Optional.empty();
    }

    @Override
    public Effect execute(Subject subject, Action action) throws ActionFailed {
        if (!(action instanceof Action.Escalate message)) {
            throw new ActionFailed.Permanent("People can only be asked to look, not to " + action.kind(), null);
        }
        log.infof("Escalation, level=%s subject=%s", message.level().word(), subject);
        return new Effect("queue", "waits for a person");
    }
}
