package dev.adjudge.act;

import dev.adjudge.act.AlertLines.Lines;
import dev.adjudge.act.AlertMessages.Due;
import dev.adjudge.decision.Action.Level;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Sends what alerts have to say, a storm of one rule as one message, and says it again where nobody acknowledges it. */
@Singleton
class Messenger {

    private static final Logger log = Logger.getLogger(Messenger.class);

    /** Longer than a channel takes with all its tries. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(15);

    private final Alerts alerts;
    private final AlertMessages messages;
    private final Instance<MessageChannel> channels;
    private final AlertSettings settings;
    private final AlertLines lines;
    private final Clock clock;

    Messenger(
            Alerts alerts,
            AlertMessages messages,
            Instance<MessageChannel> channels,
            AlertSettings settings,
            AlertLines lines,
            Clock clock) {
        this.alerts = alerts;
        this.messages = messages;
        this.channels = channels;
        this.settings = settings;
        this.lines = lines;
        this.clock = clock;
    }

    @Scheduled(
            identity = "alert-messages",
            every = "{adjudge.alert.messages}",
            delayed = "5s",
            executeWith = Scheduled.SIMPLE,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        alerts.escalate();
        messages.drop(clock.instant());
        List<Due> some = take();
        while (!some.isEmpty()) {
            send(some);
            some = take();
        }
    }

    private List<Due> take() {
        Instant now = clock.instant();
        return messages.take(now, now.plus(LEASE));
    }

    private void send(List<Due> some) {
        Due first = some.get(0);
        try {
            channel(first.channel()).send(message(some));
            messages.sent(some, clock.instant());
            log.infof(
                    "Message sent, channel=%s event=%s rule=%s alerts=%d",
                    first.channel(), first.event().word(), first.alert().rule(), some.size());
        } catch (ActionFailed e) {
            Optional<Duration> asked =
                    e instanceof ActionFailed.Temporary trouble ? trouble.retryAfter() : Optional.empty();
            failed(some, String.valueOf(e.getMessage()), e instanceof ActionFailed.Permanent, asked);
        } catch (RuntimeException e) {
            log.errorf(e, "Message could not be sent, channel=%s", first.channel());
            failed(some, e.getClass().getSimpleName() + ": " + e.getMessage(), false, Optional.empty());
        }
    }

    private void failed(List<Due> some, String why, boolean forGood, Optional<Duration> asked) {
        Due first = some.get(0);
        if (forGood || first.attempts() >= settings.attempts()) {
            messages.failed(some, why);
            log.errorf(
                    "Message given up, channel=%s rule=%s alert=%s: %s",
                    first.channel(), first.alert().rule(), first.alert().id(), why);
        } else {
            Duration wait = Backoff.of(FIRST_RETRY, LONGEST_RETRY).after(first.attempts(), asked);
            messages.putBack(some, why, clock.instant().plus(wait));
            log.warnf(
                    "Message failed and is tried again, channel=%s rule=%s",
                    first.channel(), first.alert().rule());
        }
    }

    private MessageChannel channel(String name) throws ActionFailed.Permanent {
        return channels.stream()
                .filter(channel -> channel.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ActionFailed.Permanent("There is no channel '" + name + "'", null));
    }

    private Message message(List<Due> some) {
        LoggedAlert first = some.get(0).alert();
        Lines told = lines.of(some);
        return new Message(
                some.get(0).incident().toString(),
                some.get(0).event(),
                Level.valueOf(first.level().toUpperCase(Locale.ROOT)),
                title(some),
                told.told(),
                told.more(),
                lines.link(first),
                first.raisedAt(),
                messages.settled(some.get(0).incident()));
    }

    private static String title(List<Due> some) {
        LoggedAlert first = some.get(0).alert();
        String rule = some.size() == 1 ? first.rule() : first.rule() + " (" + some.size() + " times)";
        return switch (some.get(0).event()) {
            case RAISED -> rule;
            case ESCALATED -> "Nobody answered for " + first.escalateAfter() + " minutes: " + rule;
            case ACKNOWLEDGED -> first.acknowledgedBy() + " looks after it: " + rule;
        };
    }
}
