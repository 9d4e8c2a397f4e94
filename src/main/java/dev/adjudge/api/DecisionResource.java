package dev.adjudge.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.act.ActionLog;
import dev.adjudge.act.LoggedAction;
import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.DecisionFields;
import dev.adjudge.audit.DecisionFilter;
import dev.adjudge.audit.DecisionLog;
import dev.adjudge.audit.FactsJson;
import dev.adjudge.audit.Happening;
import dev.adjudge.audit.StoredDecision;
import dev.adjudge.decision.ReleaseRef;
import dev.adjudge.decision.Subject;
import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Cursor;
import dev.adjudge.platform.Idempotent;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.TimeRange;
import dev.adjudge.rules.FeelCondition;
import dev.adjudge.rules.dmn.TestMaker;
import dev.adjudge.run.WhyNot;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The decision log: what was decided, on which facts, and why, or why not. */
@Path("/api/decisions")
@Tag(name = "Decisions")
final class DecisionResource {

    private final DecisionLog decisions;
    private final ActionLog actions;
    private final WhyNot whyNot;
    private final TestMaker tests;
    private final DecisionExport export;
    private final AuditLog audit;
    private final Callers callers;
    private final Clock clock;

    DecisionResource(
            DecisionLog decisions,
            ActionLog actions,
            WhyNot whyNot,
            TestMaker tests,
            DecisionExport export,
            AuditLog audit,
            Callers callers,
            Clock clock) {
        this.audit = audit;
        this.decisions = decisions;
        this.actions = actions;
        this.whyNot = whyNot;
        this.tests = tests;
        this.export = export;
        this.callers = callers;
        this.clock = clock;
    }

    /** A decision in the words of the API. */
    record View(
            UUID id,
            UUID run,
            SubjectView subject,
            ReleaseRef release,
            Instant createdAt,
            JsonNode facts,
            JsonNode verdicts,
            @Nullable String traceParent) {

        static View of(StoredDecision decision) {
            return new View(
                    decision.id(),
                    decision.runId(),
                    new SubjectView(
                            decision.subject().kind(),
                            decision.subject().platform(),
                            decision.subject().id()),
                    decision.release(),
                    decision.createdAt(),
                    decision.facts(),
                    decision.verdicts(),
                    decision.traceParent());
        }
    }

    /** What it is about. */
    record SubjectView(String kind, String platform, String id) {}

    /** A decision with what became of its actions. */
    record FullView(@JsonUnwrapped View decision, List<LoggedAction> actions) {}

    /** The filters of the log, as query parameters. */
    static final class Filters {
        @QueryParam("run")
        @Nullable String run;

        @QueryParam("platform")
        @Nullable String platform;

        @QueryParam("subject")
        @Parameter(description = "the campaign's id, or platform:id")
        @Nullable String subject;

        @QueryParam("rule")
        @Nullable String rule;

        @QueryParam("action")
        @Parameter(description = "the kind: pause, change_budget, notify")
        @Nullable String action;

        @QueryParam("verdict")
        @Parameter(description = "allowed, held or suppressed")
        @Nullable String verdict;

        @QueryParam("from")
        @Parameter(description = "RFC 3339 time or ISO date, included; 30 days ago when missing")
        @Nullable String from;

        @QueryParam("q")
        @Parameter(
                description = "a FEEL expression over facts, rule, action, verdict, reason, before, after, guardrails,"
                        + " platform, account, subject, run, release, createdAt",
                example = "facts.d7.cpl > 30 and action = \"pause\"")
        @Nullable String q;

        @QueryParam("to")
        @Parameter(description = "RFC 3339 time or ISO date, the date included; now when missing")
        @Nullable String to;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Decisions, newest first; rule, action and verdict hold for the same verdict")
    public Page<View> list(
            @BeanParam Filters filters,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("after") @Nullable String after) {
        Page<StoredDecision> page = decisions.list(filter(filters), Limit.of(limit), Cursor.after(after));
        return new Page<>(page.items().stream().map(View::of).toList(), page.nextCursor());
    }

    @GET
    @Produces("text/csv;qs=0.5")
    @Operation(
            summary = "The whole result as CSV (Accept: text/csv), a line for each verdict, or as NDJSON"
                    + " (application/x-ndjson), a line for each decision")
    public Response csv(@BeanParam Filters filters, HttpServerRequest request) {
        DecisionFilter filter = filter(filters);
        exported(request);
        return Response.ok((StreamingOutput) out -> export.csv(filter, out), "text/csv;charset=UTF-8;header=present")
                .build();
    }

    @GET
    @Produces("application/x-ndjson;qs=0.4")
    @Operation(hidden = true)
    public Response ndjson(@BeanParam Filters filters, HttpServerRequest request) {
        DecisionFilter filter = filter(filters);
        exported(request);
        return Response.ok((StreamingOutput) out -> export.ndjson(filter, out), "application/x-ndjson")
                .build();
    }

    private void exported(HttpServerRequest request) {
        audit.add(Happening.of(
                callers.current(),
                "decisions.exported",
                "decisions",
                null,
                Map.of("query", request.query() == null ? "" : request.query()),
                null));
    }

    private DecisionFilter filter(Filters filters) {
        Choice.check("verdict", filters.verdict, "allowed", "held", "suppressed");
        Choice.check("action", filters.action, "pause", "resume", "change_budget", "notify");
        SubjectName subject = SubjectName.of(filters.platform, filters.subject);
        TimeRange time = TimeRange.of(filters.from, filters.to, clock);
        return new DecisionFilter(
                Ids.query("run", filters.run),
                subject.platform(),
                subject.id(),
                filters.rule,
                filters.action,
                filters.verdict,
                time.from(),
                time.to(),
                filters.q == null ? null : FeelCondition.read(filters.q, DecisionFields.kinds()));
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "Everything about one decision: facts seen, release, matched rows, verdicts, actions and outcome")
    public FullView one(@PathParam("id") String id) {
        StoredDecision decision = found(id);
        return new FullView(View.of(decision), actions.ofDecision(decision.id()));
    }

    /**
     * @param releaseId the draft to write the test into; none when it is only to be shown
     * @param name what the test is called; the decision's id when left out
     */
    public record AsTest(@Nullable Long releaseId, @Nullable String name) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("{id}/as-test")
    @Produces(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary =
                    "A decision as a test of the rules: what the campaign was, and what the release that decided comes to",
            description = "With {\"releaseId\":7} it is written into that draft's dmn/tests; else only answered.")
    public TestMaker.Made asTest(@PathParam("id") String id, @Nullable AsTest wanted) {
        StoredDecision decision = found(id);
        String name = wanted == null || wanted.name() == null ? "decision " + decision.id() : wanted.name();
        if (!decision.subject().kind().equals(Subject.CAMPAIGN)) {
            throw Problem.conflict(
                    "Decision " + decision.id() + " is about a comment; tests of the rules have campaigns."
                            + " dmn/tests/moderation-policy.csv is the file for comments");
        }
        CampaignFacts facts = FactsJson.read(decision.facts());
        long decidedBy = decision.release().id();
        return wanted == null || wanted.releaseId() == null
                ? tests.show(facts, decidedBy, name)
                : tests.add(facts, decidedBy, name, wanted.releaseId(), callers.current());
    }

    private StoredDecision found(String id) {
        return decisions
                .find(Ids.of(id, "decision"))
                .orElseThrow(() -> Problem.unknown("There is no decision " + id + "; GET /api/decisions lists them"));
    }

    @GET
    @Path("why-not")
    @Operation(
            summary =
                    "For a subject in a run: each rule as hit, held, suppressed, or no-hit with the condition that failed")
    public WhyNot.Answer whyNot(
            @QueryParam("run") @Nullable String run,
            @QueryParam("platform") @Nullable String platform,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("rule") @Nullable String rule) {
        UUID runId = Ids.query("run", run);
        SubjectName name = SubjectName.of(platform, subject);
        if (runId == null || name.id() == null) {
            throw Problem.wrong("why-not needs ?run= (the run's id) and &subject= (the campaign's id, or platform:id)");
        }
        return whyNot.ask(runId, name.platform(), name.id(), rule);
    }
}
