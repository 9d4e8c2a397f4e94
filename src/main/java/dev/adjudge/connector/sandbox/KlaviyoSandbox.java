package dev.adjudge.connector.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Klaviyo's JSON:API as far as campaign figures go. */
@Path("/sandbox/klaviyo/api")
@Produces(KlaviyoSandbox.JSON_API)
class KlaviyoSandbox {

    static final String PLATFORM = "klaviyo";
    static final String JSON_API = "application/vnd.api+json";
    private static final String METRIC = "RESQ6t";
    private static final Pattern CHANNEL = Pattern.compile("equals\\(messages\\.channel,['\"](\\w+)['\"]\\)");

    private final Sandbox sandbox;

    KlaviyoSandbox(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @GET
    @Path("/accounts")
    public Map<String, Object> accounts(@HeaderParam("revision") @Nullable String revision, @Context UriInfo uri) {
        KlaviyoError.needRevision(revision);
        return KlaviyoDocument.of(
                uri,
                sandbox.world().accounts(PLATFORM).stream()
                        .map(a -> KlaviyoDocument.resource(
                                "account",
                                a.id(),
                                Map.of(
                                        "contact_information",
                                        Map.of("organization_name", a.name()),
                                        "preferred_currency",
                                        a.currency(),
                                        "timezone",
                                        a.timeZone())))
                        .toList());
    }

    @GET
    @Path("/metrics")
    public Map<String, Object> metrics(@HeaderParam("revision") @Nullable String revision, @Context UriInfo uri) {
        KlaviyoError.needRevision(revision);
        return KlaviyoDocument.of(
                uri,
                List.of(
                        KlaviyoDocument.resource("metric", "WqQ3Nt", Map.of("name", "Opened Email")),
                        KlaviyoDocument.resource("metric", METRIC, Map.of("name", "Placed Order"))));
    }

    @GET
    @Path("/campaigns")
    public Map<String, Object> campaigns(
            @HeaderParam("revision") @Nullable String revision,
            @QueryParam("filter") @DefaultValue("") String filter,
            @QueryParam("page[cursor]") @Nullable String cursor,
            @QueryParam("page[size]") @DefaultValue("100") int size,
            @Context UriInfo uri) {
        KlaviyoError.needRevision(revision);
        Matcher channel = CHANNEL.matcher(filter);
        if (!channel.find()) {
            throw new KlaviyoError("filter", "A channel filter is required to list campaigns.");
        }
        return KlaviyoDocument.page(
                uri,
                cursor,
                size,
                campaigns().stream()
                        .filter(c -> c.goal().equals(channel.group(1)))
                        .map(KlaviyoDocument::campaign)
                        .toList());
    }

    @POST
    @Path("/campaign-values-reports")
    @Consumes(JSON_API)
    public Map<String, Object> values(
            @HeaderParam("revision") @Nullable String revision, JsonNode request, @Context UriInfo uri) {
        KlaviyoError.needRevision(revision);
        JsonNode wanted = request.path("data").path("attributes");
        if (!wanted.path("conversion_metric_id").asText().equals(METRIC)) {
            throw new KlaviyoError("conversion_metric_id", "The conversion metric does not exist.");
        }
        LocalDate from = day(wanted.path("timeframe").path("start").asText());
        LocalDate to = day(wanted.path("timeframe").path("end").asText());
        Map<String, KlaviyoDocument.Sum> sums = new LinkedHashMap<>();
        sandbox.days(campaigns(), from, to)
                .forEach(
                        day -> sums.merge(day.campaign().id(), KlaviyoDocument.Sum.of(day), KlaviyoDocument.Sum::plus));
        return KlaviyoDocument.values(uri, sums.values(), wanted.path("statistics"));
    }

    private List<SandboxCampaign> campaigns() {
        return sandbox.world().accounts(PLATFORM).stream()
                .flatMap(account -> sandbox.world().campaigns(account).stream())
                .toList();
    }

    private static LocalDate day(String time) {
        try {
            return OffsetDateTime.parse(time).toLocalDate();
        } catch (DateTimeException e) {
            throw new KlaviyoError("timeframe", "'" + time + "' is not a valid datetime.");
        }
    }
}
