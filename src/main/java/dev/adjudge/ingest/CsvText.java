package dev.adjudge.ingest;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import dev.adjudge.platform.Problem;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * CSV as records, one at a time. A mark of our own is read after the last one: where it does not come out as a record, a
 * quote was opened and never closed.
 */
final class CsvText {

    static final int LONGEST_RECORD = 1 << 20;
    private static final int MOST_COLUMNS = 2000;
    private static final String END = "\u0003end of rows\u0003";

    private final Iterator<CsvRecord> records;
    private final Ending source;
    private long lastLine;

    CsvText(Reader text, char separator) {
        source = new Ending(text);
        records = records(source, separator);
    }

    static Iterator<CsvRecord> records(Reader text, char separator) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .maxBufferSize(LONGEST_RECORD)
                .build(
                        CsvRecordHandler.of(limits -> limits.maxFields(MOST_COLUMNS)
                                .maxFieldSize(LONGEST_RECORD)
                                .maxRecordSize(LONGEST_RECORD)),
                        text)
                .iterator();
    }

    /** Null after the last. */
    @Nullable CsvRecord next() {
        try {
            CsvRecord record = records.hasNext() ? records.next() : null;
            if (record == null) {
                throw unclosed();
            }
            if (record.getFieldCount() == 1 && record.getField(0).equals(END)) {
                return null;
            }
            lastLine = record.getStartingLineNumber();
            if (record.getField(record.getFieldCount() - 1).endsWith(END + "\n")) {
                throw unclosed();
            }
            return record;
        } catch (CsvParseException e) {
            throw Problem.wrong(broken(e) + "; nothing is stored. Correct the line and send the file again");
        } catch (UncheckedIOException e) {
            throw Problem.unreadable(
                    "The body broke off after line " + lastLine + "; nothing is stored. Send it again");
        }
    }

    /** Whether the last line has no line break at its end: it may have been cut off. */
    boolean endsOpen() {
        return source.open;
    }

    private Problem unclosed() {
        return Problem.wrong("Line " + lastLine + " opens a quote (\") that is never closed; nothing is stored."
                + " Close it, or double it if it belongs to the text, and send the file again");
    }

    private static String broken(CsvParseException e) {
        String where = String.valueOf(e.getMessage())
                .replace("Exception when reading record that started in", "The record of");
        String why = e.getCause() == null
                ? "can't be read"
                : String.valueOf(e.getCause().getMessage());
        if (why.contains("maximum") || why.contains("Maximum")) {
            why = "it is longer than " + LONGEST_RECORD + " characters or has more than " + MOST_COLUMNS
                    + " cells; an opened quote that is not closed is the usual reason";
        }
        return where + " can't be read: " + why;
    }

    /** Adds the mark, on a line of its own. */
    private static final class Ending extends Reader {

        private final Reader source;
        private boolean open;
        private char last = '\n';
        private @Nullable String end;
        private int given;

        Ending(Reader source) {
            this.source = source;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            if (end == null) {
                int count = source.read(buffer, offset, length);
                if (count > 0) {
                    last = buffer[offset + count - 1];
                }
                if (count >= 0) {
                    return count;
                }
                open = last != '\n' && last != '\r';
                end = (open ? "\n" : "") + END + "\n";
            }
            int count = Math.min(length, end.length() - given);
            if (count <= 0) {
                return -1;
            }
            end.getChars(given, given + count, buffer, offset);
            given += count;
            return count;
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
