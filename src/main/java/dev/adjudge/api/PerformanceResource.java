package dev.adjudge.api;

import dev.adjudge.ingest.BatchReport;
import dev.adjudge.ingest.Hints;
import dev.adjudge.ingest.Intake;
import dev.adjudge.ingest.Upload;
import dev.adjudge.platform.Dates;
import dev.adjudge.platform.Idempotent;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.warehouse.KnownDay;
import dev.adjudge.warehouse.PerformanceReader;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Daily performance of campaigns: sent in, and read back as it was known at a moment. */
@Path("/api/performance")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Facts")
final class PerformanceResource {

    private static final int USUAL_DAYS = 30;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final Intake intake;
    private final PerformanceReader reader;
    private final Clock clock;

    PerformanceResource(Intake intake, PerformanceReader reader, Clock clock) {
        this.intake = intake;
        this.reader = reader;
        this.clock = clock;
    }

    /** A campaign's day with the span of time in which it was believed; knownTo is null for what is believed now. */
    public record Day(
            LocalDate date,
            String platform,
            String accountId,
            String campaignId,
            String campaignName,
            String currency,
            BigDecimal spend,
            long impressions,
            long clicks,
            @Nullable BigDecimal conversions,
            @Nullable BigDecimal revenue,
            UUID batchId,
            Instant knownFrom,
            @Nullable Instant knownTo) {

        static Day of(KnownDay known) {
            var day = known.day();
            return new Day(
                    day.date(),
                    day.platform(),
                    day.accountId(),
                    day.campaignId(),
                    day.campaignName(),
                    day.currency(),
                    day.spend(),
                    day.impressions(),
                    day.clicks(),
                    day.conversions(),
                    day.revenue(),
                    known.batchId(),
                    known.knownFrom(),
                    known.knownTo());
        }
    }

    @POST
    @Blocking
    @Idempotent
    @Operation(
            summary = "Takes daily rows in and says what became of each",
            description =
                    "A JSON array, NDJSON, or CSV in the dialects of Google Ads, Meta Ads Manager and others. Rows that are"
                            + " wrong go to quarantine, the others are kept. Sending a row again changes nothing; sending other values"
                            + " restates it. platform, currency, accountId and dateOrder (dmy, mdy) say what the rows don't.")
    public BatchReport post(
            @RequestBody(
                            content = {
                                @Content(
                                        mediaType = "application/json",
                                        schema = @Schema(implementation = Row[].class)),
                                @Content(
                                        mediaType = "application/x-ndjson",
                                        schema = @Schema(implementation = Row.class)),
                                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
                            })
                    @Nullable InputStream body,
            @HeaderParam("Content-Type") @Nullable String contentType,
            @QueryParam("source") @Nullable String source,
            @QueryParam("platform") @Nullable String platform,
            @QueryParam("currency") @Nullable String currency,
            @QueryParam("dateOrder") @Nullable String dateOrder,
            @QueryParam("accountId") @Nullable String accountId) {
        Hints hints = new Hints(said(platform), said(currency), said(dateOrder), said(accountId));
        InputStream bytes = body == null ? InputStream.nullInputStream() : body;
        try {
            return intake.accept(new Upload(said(source), contentType, hints, bytes));
        } catch (IOException e) {
            throw Problem.unreadable("The body broke off while it was read; nothing of it is stored. Send it again");
        }
    }

    /** A row as it is sent. */
    @Schema(name = "PerformanceRow")
    public record Row(
            LocalDate date,
            String platform,
            @Nullable String accountId,
            String campaignId,
            @Nullable String campaignName,
            @Nullable String currency,
            BigDecimal spend,
            long impressions,
            long clicks,
            @Nullable BigDecimal conversions,
            @Nullable BigDecimal revenue) {}

    @GET
    @Operation(
            summary = "Daily rows, newest first, as known at a moment",
            description =
                    "from and to are dates, both included; the last 30 days when they are left out. knownAt is now"
                            + " when it is left out.")
    public Page<Day> list(
            @QueryParam("platform") @Nullable String platform,
            @QueryParam("campaignId") @Nullable String campaignId,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("knownAt") @Nullable String knownAt,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("after") @Nullable String after) {
        Limit rows = Limit.of(limit);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate last = Dates.query("to", to, today.plusDays(1));
        LocalDate first = Dates.query("from", from, last.minusDays(USUAL_DAYS));
        if (first.isAfter(last)) {
            String detail = "from " + first + " is after to " + last;
            throw Problem.wrong(detail, new Problem.FieldError("from", detail));
        }
        var asked = new PerformanceReader.Question(said(platform), said(campaignId), first, last, knownAt(knownAt));
        var found = reader.days(asked, place(after), rows).stream().map(Day::of).toList();
        return Page.of(found, rows, day -> Keys.encode(day.date().toString(), day.platform(), day.campaignId()));
    }

    private static PerformanceReader.@Nullable Place place(@Nullable String after) {
        if (after == null || after.isBlank()) {
            return null;
        }
        String[] parts = Keys.decode(after, 3);
        try {
            return new PerformanceReader.Place(LocalDate.parse(parts[0]), parts[1], parts[2]);
        } catch (DateTimeException e) {
            throw Keys.foreign();
        }
    }

    private Instant knownAt(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return clock.instant();
        }
        try {
            // A plus sign that was not encoded arrives as a space.
            Instant known = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            if (known.isBefore(Instant.EPOCH) || known.isAfter(LATEST)) {
                throw new DateTimeException("out of range");
            }
            return known;
        } catch (DateTimeException e) {
            String detail = "knownAt is '" + text + "'; send a time such as 2026-11-21T08:00:00Z";
            throw Problem.wrong(detail, new Problem.FieldError("knownAt", detail));
        }
    }

    private static @Nullable String said(@Nullable String parameter) {
        if (parameter == null || parameter.isBlank()) {
            return null;
        }
        if (parameter.indexOf('\0') >= 0) {
            throw Problem.unreadable("A query parameter holds a NUL character; leave it out");
        }
        return parameter;
    }
}
