package dev.adjudge.api;

import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.TimeRange;
import dev.adjudge.run.moderation.Quality;
import dev.adjudge.warehouse.ModerationKpis;
import dev.adjudge.warehouse.ModerationKpis.Kpi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How moderation does. */
@Path("/api/moderation")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Moderation")
final class ModerationFiguresResource {

    private final ModerationKpis kpis;
    private final Quality quality;
    private final Clock clock;

    ModerationFiguresResource(ModerationKpis kpis, Quality quality, Clock clock) {
        this.kpis = kpis;
        this.quality = quality;
        this.clock = clock;
    }

    @GET
    @Path("kpis")
    @Operation(
            summary = "Items, how many were reviewed and answered, how fast, and what was done",
            description =
                    "by=day,platform,intent,sentiment, or some of them; without it one figure over all of the time.")
    public Page<Kpi> kpis(
            @QueryParam("by") @Nullable String by,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        Set<String> apart = new TreeSet<>(by == null || by.isBlank() ? Set.of() : Set.of(distinct(by)));
        if (!ModerationKpis.BY.containsAll(apart)) {
            String detail = "by is '" + by + "'; it must be some of " + new TreeSet<>(ModerationKpis.BY)
                    + ", with commas between";
            throw Problem.wrong(detail, new Problem.FieldError("by", detail));
        }
        return new Page<>(kpis.of(TimeRange.of(from, to, clock), apart), null);
    }

    private static String[] distinct(String by) {
        return java.util.Arrays.stream(by.split(",", -1))
                .map(String::strip)
                .distinct()
                .toArray(String[]::new);
    }

    @GET
    @Path("quality")
    @Operation(
            summary = "How often people found that rules and the classifier were right, with 95 % intervals",
            description =
                    "Those with sampled=true were chosen by chance from what was done at once, and stand for all of it.")
    public Quality.Report quality(@QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        return quality.report(TimeRange.of(from, to, clock));
    }
}
