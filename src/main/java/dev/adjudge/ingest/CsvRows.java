package dev.adjudge.ingest;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.adjudge.platform.Problem;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in CSV of whatever dialect. The first records tell the separator, the headings, and how numbers and dates are
 * written; then all records are read by that, one at a time.
 */
final class CsvRows {

    private static final int HEAD = 1 << 16;
    private static final int TITLES = 30;
    private static final int SAMPLE = 1000;
    private static final int SAMPLE_LENGTH = 1 << 20;
    private static final char[] SEPARATORS = {',', ';', '\t', '|'};

    private final Platforms platforms;
    private final RowRules exact;
    private final Tally tally;
    private final List<CsvRecord> sample = new ArrayList<>();
    private char separator = ',';

    /**
     * @param exact the rules as they would be if the file were written as the API writes
     */
    CsvRows(RowRules exact, Tally tally) {
        this.platforms = exact.platforms();
        this.exact = exact;
        this.tally = tally;
    }

    void read(Reader text, Arrivals.Opening opening) throws IOException {
        char[] head = new char[HEAD];
        int length = text.read(head, 0, HEAD);
        int more = length;
        while (more >= 0 && length < HEAD) {
            more = text.read(head, length, HEAD - length);
            length += Math.max(more, 0);
        }
        String beginning = new String(head, 0, Math.max(length, 0));
        separator = separator(beginning);
        CsvText csv = new CsvText(new Joined(beginning, text), separator);
        boolean all = fillSample(csv);
        int headings = headings();
        CsvLayout layout = layout(headings);
        List<CsvRecord> rows = sample.subList(headings + 1, sample.size());
        List<String> breakdown = layout.breakdown();
        CsvRow row = new CsvRow(layout, separator, sample.get(headings));
        Arrivals arrivals = opening.open(rules(layout, row, rows), !breakdown.isEmpty());
        if (!breakdown.isEmpty()) {
            tally.note("rows are finer than a campaign's day (" + Words.shown(String.join(", ", breakdown))
                    + ") and were summed");
        }
        for (int i = 0; i < rows.size(); i++) {
            arrive(row, rows.get(i), arrivals, all && i == rows.size() - 1 && csv.endsOpen());
        }
        sample.clear();
        for (CsvRecord record = all ? null : csv.next(); record != null; ) {
            CsvRecord following = csv.next();
            arrive(row, record, arrivals, following == null && csv.endsOpen());
            record = following;
        }
    }

    private void arrive(CsvRow row, CsvRecord record, Arrivals arrivals, boolean cut) {
        if (row.blank(record) || row.headingsAgain(record)) {
            tally.skip();
            return;
        }
        @Nullable String[] cells = row.cells(record);
        if (row.totals(record, cells)) {
            tally.skip();
            return;
        }
        String misfit = row.misfit(record, cut);
        if (misfit != null) {
            arrivals.refuse(record.getStartingLineNumber(), row.raw(record), "line", row.raw(record), misfit);
            return;
        }
        String notADay = row.notADay(record);
        if (notADay != null) {
            arrivals.refuse(
                    record.getStartingLineNumber(), row.raw(record), Field.DATE.word(), notADay, CsvRow.SEVERAL_DAYS);
            return;
        }
        arrivals.row(record.getStartingLineNumber(), cells, () -> row.raw(record));
    }

    /** The candidate by which some line names the most fields. */
    private static char separator(String beginning) {
        char best = ',';
        int most = 0;
        for (char candidate : SEPARATORS) {
            int named = 0;
            try {
                Iterator<CsvRecord> records = CsvText.records(new StringReader(beginning), candidate);
                for (int i = 0; i < TITLES && records.hasNext(); i++) {
                    named = Math.max(named, CsvLayout.fieldsNamed(records.next()));
                }
            } catch (CsvParseException e) {
                named = Math.max(named, 0); // what was read so far counts
            }
            if (named > most) {
                best = candidate;
                most = named;
            }
        }
        return best;
    }

    /** Returns whether the sample is all there is. */
    private boolean fillSample(CsvText csv) {
        int length = 0;
        while (sample.size() < SAMPLE && length < SAMPLE_LENGTH) {
            CsvRecord record = csv.next();
            if (record == null) {
                return true;
            }
            length += record.getFields().stream().mapToInt(String::length).sum();
            sample.add(record);
        }
        return false;
    }

    private int headings() {
        int best = -1;
        int most = 1;
        for (int i = 0; i < Math.min(TITLES, sample.size()); i++) {
            int named = CsvLayout.fieldsNamed(sample.get(i));
            if (named > most) {
                best = i;
                most = named;
            }
        }
        if (best < 0) {
            String first = sample.isEmpty()
                    ? ""
                    : Words.shown(String.join(",", sample.get(0).getFields()));
            throw Problem.wrong("None of the first lines has headings that are known; the first line is \"" + first
                    + "\". A file needs a line such as: date,platform,campaign_id,campaign_name,spend,impressions,clicks,"
                    + "conversions,revenue. Other accepted headings are listed in columns.properties");
        }
        return best;
    }

    private CsvLayout layout(int headings) {
        CsvLayout layout = CsvLayout.of(sample.get(headings));
        List<String> titles = sample.subList(0, headings).stream()
                .map(record -> String.join(",", record.getFields()).strip())
                .filter(title -> !title.isEmpty())
                .toList();
        boolean platform = exact.platform() != null || layout.platform(platforms) != null;
        layout.demand(platform || layout.has(Field.PLATFORM), titles);
        for (int i = 0; i <= headings; i++) {
            tally.skip();
        }
        layout.unknown().forEach(tally::unknownColumn);
        layout.unused()
                .forEach(column -> tally.note(
                        "column \"" + Words.shown(column) + "\" was not used: another one gives that field"));
        return layout;
    }

    private RowRules rules(CsvLayout layout, CsvRow row, List<CsvRecord> rows) {
        NumberStyle.Evidence numbers = new NumberStyle.Evidence();
        DateOrder.Evidence dates = new DateOrder.Evidence();
        int days = 0;
        int spans = 0;
        for (CsvRecord record : rows) {
            @Nullable String[] cells = row.cells(record);
            if (row.blank(record) || row.totals(record, cells)) {
                continue;
            }
            for (int i = Field.SPEND.ordinal(); i < cells.length; i++) {
                String cell = cells[i];
                if (cell != null) {
                    numbers.look(cell, Field.at(i) == Field.IMPRESSIONS || Field.at(i) == Field.CLICKS);
                }
            }
            String date = cells[Field.DATE.ordinal()];
            if (date != null) {
                dates.look(date);
            }
            days++;
            spans += row.notADay(record) == null ? 0 : 1;
        }
        if (days > 0 && spans == days) {
            throw Problem.wrong("Every row is about several days: " + CsvRow.SEVERAL_DAYS);
        }
        String platform = exact.platform();
        if (platform == null && !layout.has(Field.PLATFORM)) {
            platform = layout.platform(platforms);
            tally.note("platform taken for " + platform + " from the headings");
        }
        DateOrder order =
                exact.hints().order() == null ? dates.order() : exact.hints().order();
        return new RowRules(
                platforms,
                exact.earliest(),
                exact.latest(),
                order == null ? DateOrder.UNDECIDED : order,
                numbers.style(layout.machineMade()),
                exact.hints(),
                platform,
                layout.currency(),
                layout.micros(),
                layout.has(Field.CAMPAIGN_ID));
    }

    /** What was looked at, and then the rest. */
    private static final class Joined extends Reader {

        private final Reader first;
        private final Reader rest;

        Joined(String first, Reader rest) {
            this.first = new StringReader(first);
            this.rest = rest;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            int count = first.read(buffer, offset, length);
            return count >= 0 ? count : rest.read(buffer, offset, length);
        }

        @Override
        public void close() throws IOException {
            rest.close();
        }
    }
}
