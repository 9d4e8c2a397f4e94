package dev.adjudge.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.platform.Caller;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** Writes down the settings with which the service starts, when they are others than at the start before. */
@ApplicationScoped
class SettingsWatch {

    private static final String KIND = "settings.live";
    private static final String SUBJECT = "settings";
    private static final List<String> OURS = List.of(
            "adjudge.",
            "quarkus.http.",
            "quarkus.oidc.",
            "quarkus.datasource.",
            "quarkus.tls.",
            "quarkus.langchain4j.");

    /** Where the embedded database listens: drawn at each start. */
    private static final Pattern DRAWN = Pattern.compile("adjudge\\.database\\.embedded-.*");

    private static final Pattern DRAWN_ADDRESS = Pattern.compile("jdbc:postgresql://127\\.0\\.0\\.1:\\d+/postgres");
    private static final Pattern SECRET = Pattern.compile(".*(key|token|secret|password|credential).*");

    private final AuditLog log;
    private final ObjectMapper json;

    SettingsWatch(AuditLog log, ObjectMapper json) {
        this.log = log;
        this.json = json;
    }

    void compare(@Observes StartupEvent start, Config config) throws JsonProcessingException {
        Map<String, String> now = settings(config);
        AuditEntry last = log.latest(KIND, SUBJECT).orElse(null);
        JsonNode before = last == null ? null : json.readTree(last.body()).path("after");
        if (before == null || !before.equals(json.valueToTree(now))) {
            log.add(Happening.of(Caller.SERVICE, KIND, SUBJECT, before, now, null));
        }
    }

    /** By name; of secrets only that they are set. */
    static Map<String, String> settings(Config config) {
        Map<String, String> settings = new TreeMap<>();
        for (String name : config.getPropertyNames()) {
            if (OURS.stream().anyMatch(name::startsWith) && !DRAWN.matcher(name).matches()) {
                config.getOptionalValue(name, String.class)
                        .ifPresent(
                                value -> settings.put(name, SECRET.matcher(name).matches() ? "(set)" : shown(value)));
            }
        }
        return settings;
    }

    /** An address may hold a password: in front of its host, or behind its path. */
    private static String shown(String value) {
        return DRAWN_ADDRESS.matcher(value).matches()
                ? "(embedded)"
                : value.replaceAll("://[^/@\\s]*@", "://(set)@").replaceAll("(://[^?\\s]*)\\?\\S*", "$1?(set)");
    }
}
