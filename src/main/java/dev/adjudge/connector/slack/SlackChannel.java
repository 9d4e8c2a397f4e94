package dev.adjudge.connector.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.adjudge.act.ActionFailed;
import dev.adjudge.act.Message;
import dev.adjudge.act.MessageChannel;
import dev.adjudge.connector.Answers;
import dev.adjudge.connector.PlatformFailure;
import dev.adjudge.connector.slack.Slack.Post;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Writes messages into a channel of Slack. */
@Singleton
class SlackChannel implements MessageChannel {

    private static final String NAME = "slack";

    /** Of a section's text, and of a header (Block Kit reference). */
    private static final int LONGEST_SECTION = 3_000;

    private static final int LONGEST_HEADER = 150;

    /** Answers that mean trouble on Slack's side (chat.postMessage, errors). */
    private static final Set<String> PASSING =
            Set.of("internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org");

    private static final JsonMapper json = new JsonMapper();

    private final Slack slack;
    private final SlackSettings settings;

    SlackChannel(@RestClient Slack slack, SlackSettings settings) {
        this.slack = slack;
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void send(Message message) throws ActionFailed {
        Post post = post(message, settings.webhook().isPresent() ? null : settings.channel());
        Answers.forAction(NAME, () -> {
            check(slack.post(post));
            return post;
        });
    }

    private static void check(String answer) {
        if (answer.strip().equals("ok")) {
            return;
        }
        JsonNode said;
        try {
            said = json.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new PlatformFailure.Unavailable("it answered neither ok nor JSON");
        }
        if (!said.path("ok").asBoolean()) {
            String error = said.path("error").asText("no reason given");
            throw PASSING.contains(error)
                    ? new PlatformFailure.Unavailable(error)
                    : error.equals("ratelimited")
                            ? new PlatformFailure.Busy(error, null)
                            : new PlatformFailure.Refused(error);
        }
    }

    static Post post(Message message, @Nullable String channel) {
        String title = "[" + message.level().word() + "] " + message.title();
        List<Map<String, Object>> blocks = new ArrayList<>();
        blocks.add(Map.of("type", "header", "text", Map.of("type", "plain_text", "text", cut(title, LONGEST_HEADER))));
        for (Message.Line line : message.lines()) {
            String text = cut(escaped(line.text()), LONGEST_SECTION - 200);
            blocks.add(section(text + " " + link(line.link(), "details")));
        }
        if (message.more() > 0) {
            blocks.add(section("… and " + message.more() + " more"));
        }
        blocks.add(Map.of(
                "type",
                "context",
                "elements",
                List.of(Map.of(
                        "type",
                        "mrkdwn",
                        "text",
                        link(message.link(), "alert") + " · " + message.at() + " · acknowledge it with POST "
                                + message.link() + "/acknowledge"))));
        return new Post(channel, title, blocks, false);
    }

    private static Map<String, Object> section(String text) {
        return Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", text));
    }

    private static String link(URI to, String text) {
        return "<" + to + "|" + text + ">";
    }

    /** What Slack takes for its own signs. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
