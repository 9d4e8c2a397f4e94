package dev.adjudge.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.adjudge.fact.PerformanceDay;
import dev.adjudge.platform.Problem;
import dev.adjudge.warehouse.ArrivedDay;
import dev.adjudge.warehouse.OpenBatch;
import dev.adjudge.warehouse.Quarantine;
import dev.adjudge.warehouse.QuarantinedLine;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes quarantined lines in again, corrected. */
@ApplicationScoped
public class Retries {

    /** Marks, among the fields of a quarantined line, that it is only a part of a campaign's day. */
    static final String PART = "part";

    private static final int MOST_STRANGERS = 20;
    private static final String PART_PATTERN = "\"" + PART + "\":\\s*\"true\"";

    private final Quarantine quarantine;
    private final Intake intake;

    Retries(Quarantine quarantine, Intake intake) {
        this.quarantine = quarantine;
        this.intake = intake;
    }

    /**
     * @param corrections a JSON object with the fields to change; the others stay as they came
     */
    public BatchReport retry(UUID id, String corrections) {
        QuarantinedLine line = quarantine
                .find(id)
                .orElseThrow(() ->
                        Problem.unknown("There is no quarantined line " + id + "; GET /api/quarantine lists them"));
        if (!line.status().equals("open")) {
            throw resolved(line);
        }
        Tally tally = new Tally();
        @Nullable String[] cells = new @Nullable String[Field.count()];
        String kept = line.row();
        if (kept != null) {
            take(kept, cells, new Tally());
        }
        refuseStrangers(take(corrections, cells, tally));
        if (Arrays.stream(cells).allMatch(Objects::isNull)) {
            throw Problem.wrong("Nothing could be read of this line (\"" + Words.shown(line.raw())
                    + "\"); send all of its fields: date, platform, campaignId, spend, impressions, clicks, …");
        }
        boolean part = kept != null && kept.matches("(?s).*" + PART_PATTERN + ".*");
        Checked checked = new RowCheck(intake.exactRules(Hints.NONE), tally, part).check(1, cells);
        if (checked instanceof Checked.Refused refused) {
            String detail = refused.field() + " " + (refused.value() == null ? "" : "\"" + refused.value() + "\" ")
                    + refused.reason();
            throw Problem.wrong(
                    "The line is still wrong: " + detail + "; it stays in quarantine",
                    new Problem.FieldError("/" + refused.field(), detail));
        }
        return store(line, ((Checked.Good) checked).day(), part, tally);
    }

    private BatchReport store(QuarantinedLine line, ArrivedDay day, boolean part, Tally tally) {
        tally.accept();
        try (OpenBatch batch = intake.open(intake.origin(UUID.randomUUID(), line.source(), "json", false))) {
            batch.add(part ? whole(line, day, batch) : day);
            return intake.complete(
                    batch,
                    line.source(),
                    tally,
                    false,
                    report -> {
                        if (report.rejected() > 0) {
                            var why = report.rejections().get(0);
                            throw Problem.wrong(
                                    "The line is still wrong: " + why.field() + " " + why.reason()
                                            + "; it stays in quarantine",
                                    new Problem.FieldError("/" + why.field(), why.reason()));
                        }
                    },
                    () -> {
                        if (!quarantine.resolve(line, text(day), batch)) {
                            throw resolved(line);
                        }
                    });
        }
    }

    /** The corrected line, for when it comes again. */
    private static String text(ArrivedDay day) {
        Map<String, String> row = new LinkedHashMap<>();
        put(row, Field.DATE, day.date());
        put(row, Field.PLATFORM, day.platform());
        put(row, Field.ACCOUNT_ID, day.accountId());
        put(row, Field.CAMPAIGN_ID, day.campaignId());
        put(row, Field.CAMPAIGN_NAME, day.campaignName());
        put(row, Field.CURRENCY, day.currency());
        put(row, Field.SPEND, day.spend());
        put(row, Field.IMPRESSIONS, day.impressions());
        put(row, Field.CLICKS, day.clicks());
        put(row, Field.CONVERSIONS, day.conversions());
        put(row, Field.REVENUE, day.revenue());
        return Json.text(row);
    }

    private static void put(Map<String, String> row, Field field, @Nullable Object value) {
        if (value != null) {
            row.put(field.word(), value instanceof BigDecimal number ? number.toPlainString() : value.toString());
        }
    }

    /** A part is added to its day, so that the day becomes whole. Of two parts one waits for the day that the other makes. */
    private ArrivedDay whole(QuarantinedLine line, ArrivedDay part, OpenBatch batch) {
        batch.alone();
        Optional<PerformanceDay> rest;
        try {
            rest = quarantine.dayWithout(line, part.platform(), part.campaignId(), part.date(), batch);
        } catch (IllegalStateException e) {
            throw Problem.conflict("The line is a part of " + part.platform() + ":" + part.campaignId() + " on "
                    + part.date() + ", and that day was restated since; send the whole day again instead");
        }
        PerformanceDay day = rest.orElse(null);
        return new ArrivedDay(
                part.line(),
                part.date(),
                part.platform(),
                part.accountId(),
                part.campaignId(),
                part.campaignName(),
                part.currency(),
                RowCheck.kept(day == null ? part.spend() : part.spend().add(day.spend())),
                part.impressions() + (day == null ? 0 : day.impressions()),
                part.clicks() + (day == null ? 0 : day.clicks()),
                sum(part.conversions(), day == null ? null : day.conversions()),
                sum(part.revenue(), day == null ? null : day.revenue()));
    }

    private static @Nullable BigDecimal sum(@Nullable BigDecimal part, @Nullable BigDecimal rest) {
        return part == null ? rest : RowCheck.kept(rest == null ? part : part.add(rest));
    }

    /** Sets the cells that the object names. */
    private static JsonRow take(String object, @Nullable String[] cells, Tally tally) {
        JsonRow row = new JsonRow(tally);
        try (JsonParser json = Json.ROWS.createParser(object)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.unreadable(
                        "The body must be a JSON object with the corrected fields, such as {\"clicks\": 12}");
            }
            row.read(json);
        } catch (JsonProcessingException e) {
            throw Problem.unreadable("The body is not JSON: " + Json.complaint(e));
        } catch (IOException e) {
            throw new IllegalStateException("A text in memory can always be read", e);
        }
        JsonRow.Wrong wrong = row.wrong();
        if (wrong != null) {
            String detail = wrong.field().word() + " " + wrong.reason();
            throw Problem.wrong(
                    detail, new Problem.FieldError("/" + wrong.field().word(), detail));
        }
        for (int i = 0; i < cells.length; i++) {
            if (row.names(Field.at(i))) {
                cells[i] = row.cells()[i];
            }
        }
        return row;
    }

    /** What no field is named is not left out in silence: it may be a field misspelt. Lines are shown with their mark. */
    private static void refuseStrangers(JsonRow row) {
        String known = Arrays.stream(Field.values()).map(Field::word).collect(Collectors.joining(", "));
        List<Problem.FieldError> unknown = row.strangers().stream()
                .filter(name -> !name.equals(PART))
                .limit(MOST_STRANGERS)
                .map(name -> new Problem.FieldError(
                        "/" + Words.shown(name).replace("~", "~0").replace("/", "~1"),
                        "\"" + Words.shown(name) + "\" is no field of a line; known are " + known))
                .toList();
        if (!unknown.isEmpty()) {
            throw Problem.wrong(
                    unknown.get(0).detail() + ". Nothing was taken; the line stays in quarantine",
                    unknown.toArray(Problem.FieldError[]::new));
        }
    }

    private static Problem resolved(QuarantinedLine line) {
        return Problem.conflict("The line " + line.id() + " is resolved already"
                + (line.resolvedBy() == null ? "" : ", by batch " + line.resolvedBy()));
    }
}
