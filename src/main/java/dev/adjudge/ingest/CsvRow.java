package dev.adjudge.ingest;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record by the layout of its file. */
final class CsvRow {

    static final String SEVERAL_DAYS =
            "the row is about more than one day; export with one row a day (breakdown by time: day)";

    private final CsvLayout layout;
    private final char separator;
    private final List<String> headings;
    private final int @Nullable [] period;

    CsvRow(CsvLayout layout, char separator, CsvRecord headings) {
        this.layout = layout;
        this.separator = separator;
        this.headings = headings.getFields();
        this.period = layout.period();
    }

    @Nullable String[] cells(CsvRecord record) {
        @Nullable String[] cells = new @Nullable String[Field.count()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cell(record, layout.columnOf(Field.at(i)));
        }
        return cells;
    }

    boolean blank(CsvRecord record) {
        for (String cell : record.getFields()) {
            if (!cell.isBlank()) {
                return false;
            }
        }
        return true;
    }

    /** Exports that were put one after the other repeat their headings. */
    boolean headingsAgain(CsvRecord record) {
        int column = layout.columnOf(Field.DATE);
        return column < record.getFieldCount()
                && record.getField(column).equals(headings.get(column))
                && record.getFields().equals(headings);
    }

    /** A line of sums has no day of its own, and says that it is one or names no campaign. */
    boolean totals(CsvRecord record, @Nullable String[] cells) {
        String date = cells[Field.DATE.ordinal()];
        if (date != null && period == null && Character.isDigit(date.charAt(0))) {
            return false;
        }
        String id = cells[Field.CAMPAIGN_ID.ordinal()];
        String name = cells[Field.CAMPAIGN_NAME.ordinal()];
        boolean saysSo = Spellings.KNOWN.total(record.getField(0))
                || Spellings.KNOWN.total(id)
                || Spellings.KNOWN.total(name)
                || Spellings.KNOWN.total(date);
        boolean day = date != null && !Spellings.KNOWN.total(date) && notADay(record) == null;
        return !day && (saysSo || (id == null && name == null));
    }

    /** Why a record can't be told apart into cells; null when it can. */
    @Nullable String misfit(CsvRecord record, boolean cut) {
        int width = record.getFieldCount();
        for (int i = layout.width(); i < width; i++) {
            if (!record.getField(i).isBlank()) {
                return "has " + width + " cells, but there are " + layout.width()
                        + " headings; a cell that holds the separator (" + separator + ") must be in quotes";
            }
        }
        return cut && width < layout.width()
                ? "is the last line and has " + width + " of " + layout.width() + " cells: the file was cut off here"
                : null;
    }

    /** The span of a row that is about several days; null when it is about one. */
    @Nullable String notADay(CsvRecord record) {
        if (period == null) {
            return null;
        }
        String start = cell(record, period[0]);
        String end = cell(record, period[1]);
        return start == null || end == null || start.equals(end) ? null : start + " to " + end;
    }

    /** The record as text again. */
    String raw(CsvRecord record) {
        StringBuilder raw = new StringBuilder();
        for (String cell : record.getFields()) {
            if (!raw.isEmpty()) {
                raw.append(separator);
            }
            boolean quoted = cell.indexOf(separator) >= 0 || cell.indexOf('"') >= 0 || cell.indexOf('\n') >= 0;
            raw.append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
        }
        return raw.toString();
    }

    private static @Nullable String cell(CsvRecord record, int column) {
        return column < 0 || column >= record.getFieldCount() ? null : Spellings.KNOWN.content(record.getField(column));
    }
}
