package dev.adjudge.connector.databox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.adjudge.act.ActionFailed;
import dev.adjudge.act.Kpi;
import dev.adjudge.act.KpiTarget;
import dev.adjudge.connector.Answers;
import dev.adjudge.connector.Destination;
import dev.adjudge.connector.PlatformFailure;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Pushes figures to a custom data source of Databox. */
@Singleton
class DataboxTarget implements KpiTarget {

    private static final String NAME = "databox";
    private static final int MOST = 100;
    private static final JsonMapper json = new JsonMapper();

    private final Databox databox;
    private final DataboxSettings settings;
    private final Destination destination;

    DataboxTarget(@RestClient Databox databox, DataboxSettings settings, Destination destination) {
        this.databox = databox;
        this.settings = settings;
        this.destination = destination;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isThere() {
        return destination.isThere(settings.url(), settings.token().isPresent());
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public void push(List<Kpi> some) throws ActionFailed {
        List<Databox.Figure> figures = some.stream().map(DataboxTarget::figure).toList();
        Answers.forAction(
                NAME,
                () -> Answers.patiently(() -> {
                    check(databox.push(figures));
                    return figures;
                }));
    }

    private static Databox.Figure figure(Kpi kpi) {
        return new Databox.Figure(
                kpi.key(),
                kpi.value(),
                kpi.day(),
                kpi.unit(),
                kpi.attributes().entrySet().stream()
                        .map(attribute -> new Databox.Attribute(attribute.getKey(), attribute.getValue()))
                        .toList());
    }

    /** It may say in its answer alone that something is wrong. */
    private static void check(String answer) {
        JsonNode said;
        try {
            said = json.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new PlatformFailure.Unavailable("it answered with something that is no JSON");
        }
        if (said.path("status").asText().equalsIgnoreCase("error")) {
            throw new PlatformFailure.Refused(said.path("message").asText("no reason given"));
        }
    }
}
