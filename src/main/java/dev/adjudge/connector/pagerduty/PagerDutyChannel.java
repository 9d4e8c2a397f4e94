package dev.adjudge.connector.pagerduty;

import dev.adjudge.act.ActionFailed;
import dev.adjudge.act.Message;
import dev.adjudge.act.MessageChannel;
import dev.adjudge.connector.Answers;
import dev.adjudge.connector.pagerduty.PagerDuty.Event;
import dev.adjudge.connector.pagerduty.PagerDuty.Link;
import dev.adjudge.connector.pagerduty.PagerDuty.Payload;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Opens incidents, and acknowledges them when somebody looks after all alerts of theirs. */
@Singleton
class PagerDutyChannel implements MessageChannel {

    private static final String NAME = "pagerduty";
    private static final int LONGEST_SUMMARY = 1_024;

    /** What the sandbox takes; a real key has as many characters. */
    private static final String NO_KEY = "00000000000000000000000000000000";

    private final PagerDuty pagerDuty;
    private final PagerDutySettings settings;

    PagerDutyChannel(@RestClient PagerDuty pagerDuty, PagerDutySettings settings) {
        this.pagerDuty = pagerDuty;
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void send(Message message) throws ActionFailed {
        if (message.event() == Message.Event.ACKNOWLEDGED && !message.settled()) {
            return; // an incident that is acknowledged pages nobody for the alerts that still wait
        }
        Event event = event(message, settings.routingKey().orElse(NO_KEY));
        Answers.forAction(NAME, () -> pagerDuty.enqueue(event));
    }

    static Event event(Message message, String key) {
        if (message.event() == Message.Event.ACKNOWLEDGED) {
            return new Event(key, "acknowledge", message.key(), null, null);
        }
        String first =
                message.lines().isEmpty() ? "" : ": " + message.lines().get(0).text();
        String summary = message.title() + first;
        return new Event(
                key,
                "trigger",
                message.key(),
                new Payload(
                        summary.length() <= LONGEST_SUMMARY ? summary : summary.substring(0, LONGEST_SUMMARY),
                        "adjudge",
                        message.level().word(),
                        message.at().toString(),
                        Map.of(
                                "lines",
                                message.lines().stream().map(Message.Line::text).toList(),
                                "more",
                                message.more())),
                List.of(new Link(message.link().toString(), "The alert")));
    }
}
