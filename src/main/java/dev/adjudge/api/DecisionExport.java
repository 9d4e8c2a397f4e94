package dev.adjudge.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.MissingNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.adjudge.audit.DecisionFilter;
import dev.adjudge.audit.DecisionLog;
import dev.adjudge.audit.StoredDecision;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a whole result of the decision log, row by row as it is read. Nothing is closed here: what was cut short must not end as if it
 * were whole.
 */
@ApplicationScoped
class DecisionExport {

    private static final List<String> OF_DECISION =
            List.of("id", "createdAt", "run", "platform", "account", "subject", "release", "releaseHash");
    private static final List<String> OF_VERDICT = List.of("rule", "action", "before", "after", "verdict", "reason");
    private static final List<String> OF_LAST_WEEK =
            List.of("spend", "impressions", "clicks", "conversions", "revenue", "cpl", "roas", "ctr");
    private static final String CELLS_THAT_SPREADSHEETS_RUN = "=+-@\t\r";

    private final DecisionLog decisions;
    private final ObjectWriter writer;

    DecisionExport(DecisionLog decisions, ObjectMapper json) {
        this.decisions = decisions;
        this.writer = json.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /** A decision a line, as {@code GET /api/decisions/{id}} gives it, without its actions. */
    void ndjson(DecisionFilter filter, OutputStream out) throws IOException {
        Writer text = text(out);
        decisions.each(filter, decision -> {
            text.write(writer.writeValueAsString(DecisionResource.View.of(decision)));
            text.write('\n');
        });
        text.flush();
    }

    /** A verdict a line, with the decision's last week of figures; one line for a decision without verdicts. */
    void csv(DecisionFilter filter, OutputStream out) throws IOException {
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text(out));
        List<String> header = new ArrayList<>(OF_DECISION);
        header.addAll(OF_VERDICT);
        OF_LAST_WEEK.forEach(figure -> header.add("d7." + figure));
        csv.writeRecord(header);
        decisions.each(filter, decision -> {
            if (decision.verdicts().isEmpty()) {
                csv.writeRecord(row(decision, MissingNode.getInstance()));
            }
            for (JsonNode verdict : decision.verdicts()) {
                csv.writeRecord(row(decision, verdict));
            }
        });
        csv.flush();
    }

    private static Writer text(OutputStream out) {
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    private static List<String> row(StoredDecision decision, JsonNode verdict) {
        List<String> cells = new ArrayList<>(List.of(
                decision.id().toString(),
                decision.createdAt().toString(),
                decision.runId().toString(),
                text(decision.subject().platform()),
                text(decision.subject().account()),
                text(decision.subject().id()),
                Long.toString(decision.release().id()),
                decision.release().hash()));
        cells.add(cell(verdict.path("rule")));
        cells.add(cell(verdict.at("/action/kind")));
        cells.add(cell(verdict.at("/action/before")));
        cells.add(cell(verdict.at("/action/after")));
        cells.add(cell(verdict.path("verdict")));
        cells.add(cell(verdict.path("reason")));
        for (String figure : OF_LAST_WEEK) {
            cells.add(cell(decision.facts().path("d7").path(figure)));
        }
        return cells;
    }

    private static String cell(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isNumber() ? value.decimalValue().toPlainString() : text(value.asText());
    }

    /** A text that a spreadsheet would take for a formula is told to be a text. */
    private static String text(String text) {
        return !text.isEmpty() && CELLS_THAT_SPREADSHEETS_RUN.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
