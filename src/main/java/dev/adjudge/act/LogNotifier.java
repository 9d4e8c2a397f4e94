package dev.adjudge.act;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Subject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells people by the service's log, whatever the platform. The message itself stays in the action. */
@Singleton
final class LogNotifier implements ActionHandler {

    private static final Logger log = Logger.getLogger(LogNotifier.class);

    @Override
    public boolean handles(String platform, String kind) {
        return kind.equals("notify");
    }

    @Override
    public Optional<Object> current(Subject subject, Action action) {
        return Optional.empty();
    }

    @Override
    public Effect execute(Subject subject, Action action) throws ActionFailed {
        if (!(action instanceof Action.Notify message)) {
            throw new ActionFailed.Permanent("The log can only be told something, not " + action.kind(), null);
        }
        log.infof("Notification, level=%s subject=%s", message.level().word(), subject);
        return new Effect("log", "written");
    }
}
