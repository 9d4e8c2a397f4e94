package dev.adjudge.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.Nulls;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Idempotent;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.platform.security.Role;
import dev.adjudge.rules.Release;
import dev.adjudge.rules.ReleaseDiff;
import dev.adjudge.rules.ReleaseLife;
import dev.adjudge.rules.ReleaseLife.RuleFile;
import dev.adjudge.rules.RuleProblem;
import dev.adjudge.rules.exchange.Exchange;
import dev.adjudge.run.Coverages;
import dev.adjudge.run.Shadow;
import dev.adjudge.run.Simulation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Sets of rule files on their way from a draft to what decides. */
@Path("/api/releases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Releases and rules")
final class ReleaseResource {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String ZIP = "application/zip";

    private final ReleaseLife releases;
    private final Exchange exchange;
    private final Coverages coverages;
    private final SimulationDesk simulations;
    private final Callers callers;

    ReleaseResource(
            ReleaseLife releases, Exchange exchange, Coverages coverages, SimulationDesk simulations, Callers callers) {
        this.releases = releases;
        this.exchange = exchange;
        this.coverages = coverages;
        this.simulations = simulations;
        this.callers = callers;
    }

    /** @param from the release whose files the draft begins with */
    public record Wanted(@Nullable Long from, @Nullable String title) {}

    /** @param at when it is to go live; now when it is left out */
    public record When(@Nullable Instant at) {}

    /** @param acknowledge the names of the warnings that the author knows of */
    public record Knowing(
            @JsonSetter(contentNulls = Nulls.FAIL) @Nullable Set<String> acknowledge) {}

    /** @param files their sizes in characters, by path */
    public record Whole(@JsonUnwrapped Release release, Map<String, Integer> files) {}

    public record Checked(List<Found> problems) {}

    public record Tables(List<Exchange.DecisionTable> items) {}

    public record Taken(List<Exchange.ChangedTable> tables) {}

    /**
     * Something wrong, at its place in the author's own file.
     *
     * @param severity {@code error}: stops a release; {@code warning}: stops it until it is acknowledged by its name;
     *     {@code info}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Found(
            String severity,
            String file,
            @Nullable Integer line,
            @Nullable String table,
            @Nullable Integer row,
            @Nullable String column,
            @Nullable String rule,
            String code,
            String name,
            String message,
            @Nullable String hint) {

        static Found of(RuleProblem problem) {
            return new Found(
                    problem.severity().word(),
                    problem.file(),
                    problem.line(),
                    problem.table(),
                    problem.row(),
                    problem.column(),
                    problem.rule(),
                    problem.code().word(),
                    problem.name(),
                    problem.message(),
                    problem.hint());
        }
    }

    @GET
    @Operation(summary = "Releases, newest first")
    public Page<Release> list(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("after") @Nullable String after) {
        return releases.list(Limit.of(limit), after == null || after.isEmpty() ? null : number("after", after));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(summary = "Begins a draft with the files of another release")
    public Response create(@Nullable Wanted wanted) {
        if (wanted == null || wanted.from() == null || wanted.title() == null) {
            throw Problem.wrong(
                    "A draft is made from a release and has a title: {\"from\":6,\"title\":\"Pause above 45\"}",
                    new FieldError(wanted == null || wanted.from() == null ? "/from" : "/title", "is missing"));
        }
        Release draft = releases.draft(wanted.from(), wanted.title(), callers.current());
        return created(draft);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One release with its files' sizes")
    public Whole one(@PathParam("id") String id) {
        ReleaseLife.Whole whole = releases.byId(release(id));
        return new Whole(whole.release(), whole.files());
    }

    @GET
    @Path("{id}/files/{path: .+}")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "A file of a release, and its ETag")
    public Response file(@PathParam("id") String id, @PathParam("path") String path) {
        RuleFile file = releases.file(release(id), path);
        return Response.ok(file.content(), MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8"))
                .tag(new EntityTag(file.tag()))
                .build();
    }

    @PUT
    @Path("{id}/files/{path: .+}")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Writes a file of a draft",
            description = "UTF-8 text. For a file that is there, If-Match must carry the ETag of the last GET.")
    public Response put(
            @PathParam("id") String id,
            @PathParam("path") String path,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            byte[] body) {
        RuleFile written = releases.put(release(id), path, text(body), ETags.in(ifMatch), callers.current());
        return Response.noContent().tag(new EntityTag(written.tag())).build();
    }

    @DELETE
    @Path("{id}/files/{path: .+}")
    @Operation(summary = "Removes a file of a draft", description = "If-Match must carry the ETag of the last GET.")
    public void remove(
            @PathParam("id") String id,
            @PathParam("path") String path,
            @HeaderParam("If-Match") @Nullable String ifMatch) {
        releases.remove(release(id), path, ETags.in(ifMatch), callers.current());
    }

    @GET
    @Path("{id}/tables")
    @Operation(summary = "The decision tables of a release, and a hash of what each of them says")
    public Tables tables(@PathParam("id") String id) {
        return new Tables(exchange.tables(release(id)));
    }

    @GET
    @Path("{id}/spreadsheets/{path: .+}")
    @Produces(XLSX)
    @Operation(summary = "The decision tables of a DMN file as a spreadsheet, a sheet each, and the file's ETag")
    public Response spreadsheet(@PathParam("id") String id, @PathParam("path") String path) {
        Exchange.Workbook workbook = exchange.workbook(release(id), path);
        String name = path.replaceFirst(".*/", "").replaceFirst("\\.dmn$", "");
        return Response.ok(workbook.xlsx(), XLSX)
                .header("Content-Disposition", "attachment; filename=\"" + name + ".xlsx\"")
                .tag(new EntityTag(workbook.tag()))
                .build();
    }

    @PUT
    @Path("{id}/spreadsheets/{path: .+}")
    @Consumes(XLSX)
    @Operation(
            summary = "Takes a spreadsheet's rows into the decision tables of a draft's DMN file",
            description =
                    "If-Match must carry the ETag that the spreadsheet was exported with. The answer names each cell that is different; what"
                            + " is not, stays in the file to the letter. A row without an id is new; a table whose sheet is missing stays.")
    public Response putSpreadsheet(
            @PathParam("id") String id,
            @PathParam("path") String path,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            byte[] body) {
        Exchange.Taken taken = exchange.take(release(id), path, body, ETags.in(ifMatch), callers.current());
        return Response.ok(new Taken(taken.tables()))
                .tag(new EntityTag(taken.tag()))
                .build();
    }

    @GET
    @Path("{id}/zip")
    @Produces(ZIP)
    @Operation(summary = "All files of a release as a zip file; the same release is the same bytes")
    public Response zip(@PathParam("id") String id) {
        long release = release(id);
        return Response.ok(exchange.zip(release), ZIP)
                .header("Content-Disposition", "attachment; filename=\"release-" + release + ".zip\"")
                .build();
    }

    @POST
    @Path("zip")
    @Consumes(ZIP)
    @Operation(
            summary = "Begins a draft with the files of a zip file: all of them, and no others",
            description = "from is the release that it is a change of; the live one when it is left out.")
    public Response unzip(
            @QueryParam("title") @Nullable String title, @QueryParam("from") @Nullable String from, byte[] body) {
        if (title == null) {
            throw Problem.wrong(
                    "A draft has a title: POST /api/releases/zip?title=Pause+above+45",
                    new FieldError("title", "is missing"));
        }
        Long original = from == null || from.isEmpty() ? null : number("from", from);
        return created(exchange.draft(body, title, original, callers.current()));
    }

    @POST
    @Path("{id}/check")
    @Operation(summary = "What is wrong with a release, each at its place in the author's file")
    public Checked check(@PathParam("id") String id) {
        return new Checked(releases.check(release(id)).stream().map(Found::of).toList());
    }

    @GET
    @Path("{id}/coverage")
    @Operation(
            summary =
                    "Each row of the decision tables, how many tests hit it, and how many campaigns of the last 30 days",
            description = "Of a draft too: what its rows would have matched.")
    public Coverages.Coverage coverage(@PathParam("id") String id) {
        return coverages.of(release(id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("{id}/submit")
    @Idempotent
    @Operation(
            summary = "Fixes a draft's files and asks for somebody else's approval",
            description = "422 while it has errors, or warnings that are not acknowledged by name:"
                    + " {\"acknowledge\":[\"thin_data:High CPL Pause\"]}")
    public Release submit(@PathParam("id") String id, @Nullable Knowing knowing) {
        Set<String> known = knowing == null || knowing.acknowledge() == null ? Set.of() : knowing.acknowledge();
        return releases.submit(release(id), known, callers.current());
    }

    @POST
    @Path("{id}/approve")
    @Idempotent
    @Operation(summary = "Approves what is in review; not by who made, changed or submitted it")
    public Release approve(@PathParam("id") String id) {
        return releases.approve(release(id), callers.current());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("{id}/publish")
    @Idempotent
    @Operation(
            summary = "Makes an approved release live, now or at a time",
            description = "{\"at\":\"2026-12-01T06:00:00Z\"} for later; the release that was live retires.")
    public Release publish(@PathParam("id") String id, @Nullable When when) {
        return releases.publish(release(id), when == null ? null : when.at(), callers.current());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("{id}/simulate")
    @Idempotent
    @Operation(
            summary = "Tries a release, a draft too, out on what was: day by day, what it would have done",
            description =
                    "{\"from\":\"2026-08-23\",\"to\":\"2026-11-20\",\"compareWith\":\"live\",\"knownAt\":\"then\"}."
                            + " compareWith is live, another release's number, or none; knownAt is then (figures as they were known on"
                            + " each day) or now. 202 with Location; nothing outside is called and no decision is written.")
    public Response simulate(@PathParam("id") String id, SimulationDesk.@Nullable Wanted wanted) {
        Simulation simulation = simulations.ask(release(id), wanted, callers.current());
        return Response.accepted(simulation)
                .location(URI.create("/api/simulations/" + simulation.id()))
                .build();
    }

    @POST
    @Path("{id}/shadow")
    @Idempotent
    @Operation(
            summary = "Has an approved release judge what every run judges, beside the live one; it does nothing",
            description = "Until it is published or retired. One release at a time.")
    public Release shadow(@PathParam("id") String id) {
        return releases.shadow(release(id), callers.current());
    }

    @GET
    @Path("{id}/shadow")
    @Operation(
            summary =
                    "How far a release in shadow agrees with the live one, rule by rule, and the latest runs it stood beside",
            description = "Each run's differences are at /api/simulations/{simulation}/differences.")
    public Shadow shadow(@PathParam("id") String id, @QueryParam("limit") @Nullable Integer limit) {
        releases.state(release(id));
        return simulations.shadow(release(id), Limit.of(limit));
    }

    @POST
    @Path("{id}/rollback")
    @Idempotent
    @Operation(summary = "Makes an earlier release live again, as it was")
    public Release rollBack(@PathParam("id") String id) {
        return releases.rollBack(release(id), callers.current());
    }

    @POST
    @Path("{id}/retire")
    @Idempotent
    @Operation(summary = "Ends a release that is not live; what is approved only publishers end")
    public Release retire(@PathParam("id") String id) {
        long release = release(id);
        Release.State state = releases.state(release);
        if (state != Release.State.DRAFT && state != Release.State.IN_REVIEW) {
            callers.require(Role.PUBLISHER, "release " + release + " is " + state.word() + "; analysts end drafts");
        }
        return releases.retire(release, callers.current());
    }

    @GET
    @Path("{id}/diff")
    @Operation(
            summary = "What this release changes: files, rules added and removed, thresholds from → to",
            description = "Compared with another release, or with the live one when with is left out.")
    public ReleaseDiff diff(@PathParam("id") String id, @QueryParam("with") @Nullable String with) {
        return releases.diff(release(id), with == null || with.isEmpty() ? null : number("with", with));
    }

    private static Response created(Release draft) {
        return Response.created(URI.create("/api/releases/" + draft.id()))
                .entity(draft)
                .build();
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.unreadable("The file is not UTF-8 text; save it as UTF-8 and send it again");
        }
    }

    private static long release(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw Problem.unknown("There is no release " + id + "; GET /api/releases lists those there are");
        }
    }

    private static long number(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            String detail = name + " is '" + text + "'; it must be a number of a release";
            throw Problem.wrong(detail, new FieldError(name, detail));
        }
    }
}
