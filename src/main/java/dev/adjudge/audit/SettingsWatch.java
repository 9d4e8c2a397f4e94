package dev.adjudge.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.platform.Caller;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** Writes down the settings with which the service starts, when they are others than at the start before. */
@ApplicationScoped
class SettingsWatch {

    private static final String KIND = "settings.live";
    private static final String SUBJECT = "settings";
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
        if (last == null
                || !json.readTree(last.body()).path("after").equals(json.readTree(json.writeValueAsString(now)))) {
            log.add(Happening.of(Caller.SERVICE, KIND, SUBJECT, null, now, null));
        }
    }

    /** By name; of secrets only that they are set. */
    static Map<String, String> settings(Config config) {
        Map<String, String> settings = new TreeMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith("adjudge.")) {
                config.getOptionalValue(name, String.class)
                        .ifPresent(
                                value -> settings.put(name, SECRET.matcher(name).matches() ? "(set)" : value));
            }
        }
        return settings;
    }
}
