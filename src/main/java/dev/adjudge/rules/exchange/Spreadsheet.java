package dev.adjudge.rules.exchange;

import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.rules.exchange.TableEdit.Wanted;
import dev.adjudge.rules.exchange.TableText.Heading;
import dev.adjudge.rules.exchange.TableText.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/**
 * The decision tables of a file as a workbook (ISO/IEC 29500, .xlsx): a sheet for each table; above the rows three lines of what the
 * columns are, before them a column with the rows' ids.
 */
final class Spreadsheet {

    private static final int HEAD = 3;
    private static final String ROW_ID = "Row id";
    private static final int LONGEST_SHEET_NAME = 31; // of Excel
    private static final int MOST_COLUMNS = 1_000;
    private static final int MOST_ROWS = 10_000;
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[\\[\\]:*?/\\\\']|\\p{Cntrl}");
    /** How a cell says a character that can't be written, by ISO/IEC 29500-1, 22.9.2.19 (ST_Xstring). */
    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private static final Pattern NOT_IN_XML =
            Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");
    private static final Pattern DATE_FORMAT = Pattern.compile(".*(?:yy|[dm]{2,}|h:).*", Pattern.CASE_INSENSITIVE);

    private Spreadsheet() {}

    // ---------------------------------------------------------------------------------------------- out

    static byte[] write(List<TableText> tables) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> names = sheetNames(tables);
        try (Workbook workbook = new Workbook(bytes, "Adjudge", null)) {
            for (int i = 0; i < tables.size(); i++) {
                write(tables.get(i), workbook.newWorksheet(names.get(i)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(TableText table, Worksheet sheet) {
        text(sheet, 0, 0, ROW_ID);
        text(sheet, 1, 0, table.hitPolicy());
        text(sheet, 2, 0, "leave empty for a new row");
        for (int i = 0; i < table.columns().size(); i++) {
            List<String> head = head(table.columns().get(i));
            for (int line = 0; line < HEAD; line++) {
                text(sheet, line, i + 1, head.get(line));
            }
        }
        for (int r = 0; r < table.rows().size(); r++) {
            Row row = table.rows().get(r);
            text(sheet, HEAD + r, 0, row.id());
            for (int i = 0; i < table.columns().size(); i++) {
                text(sheet, HEAD + r, i + 1, table.columns().get(i).normal(row.text(i)));
            }
        }
        style(table, sheet);
    }

    private static List<String> head(Heading column) {
        return List.of(column.label(), column.expression(), column.type());
    }

    private static void text(Worksheet sheet, int row, int column, String text) {
        sheet.value(row, column, ESCAPE.matcher(text).replaceAll(found -> "_x005F" + found.group()));
    }

    private static void style(TableText table, Worksheet sheet) {
        int last = table.columns().size();
        int rows = HEAD + table.rows().size() + 200;
        // As text, so that 1/2 stays no date and -25 no formula.
        sheet.range(0, 0, rows, last)
                .style()
                .format("@")
                .wrapText(true)
                .verticalAlignment("top")
                .set();
        sheet.range(0, 0, 0, last).style().bold().format("@").wrapText(true).set();
        sheet.range(1, 0, HEAD - 1, last)
                .style()
                .fontColor("808080")
                .format("@")
                .wrapText(true)
                .set();
        for (int i = 0; i < last; i++) {
            sheet.range(0, i + 1, 0, i + 1)
                    .style()
                    .fillColor(colour(table.columns().get(i)))
                    .set();
            sheet.width(i + 1, width(table, i));
        }
        sheet.width(0, 12);
        sheet.freezePane(1, HEAD);
    }

    private static String colour(Heading column) {
        return switch (column.kind()) {
            case INPUT -> "DDEBF7";
            case OUTPUT -> "E2EFDA";
            case ANNOTATION -> "F2F2F2";
        };
    }

    private static int width(TableText table, int column) {
        int longest = table.label(column).length();
        for (Row row : table.rows()) {
            longest = Math.max(longest, row.text(column).length());
        }
        return Math.min(Math.max(longest + 2, 10), 50);
    }

    /** A sheet's name can't be long, nor have all signs; two tables never share one. */
    private static List<String> sheetNames(List<TableText> tables) {
        List<String> names = new ArrayList<>();
        TreeSet<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (TableText table : tables) {
            String bare = NOT_IN_NAMES.matcher(table.name()).replaceAll(" ").strip();
            String name = cut(bare.isEmpty() ? "Table" : bare, "");
            for (int i = 2; !taken.add(name); i++) {
                name = cut(bare, " " + i);
            }
            names.add(name);
        }
        return names;
    }

    private static String cut(String name, String behind) {
        return name.substring(0, Math.min(name.length(), LONGEST_SHEET_NAME - behind.length())) + behind;
    }

    // ---------------------------------------------------------------------------------------------- in

    /**
     * The rows that a workbook has for each of the tables; a table whose sheet is not there is left out.
     *
     * @throws Problem 422 with the cell, when it is no workbook of these tables
     */
    static Map<TableText, List<Wanted>> read(byte[] bytes, List<TableText> tables) {
        Map<String, TableText> bySheet = new LinkedHashMap<>();
        List<String> names = sheetNames(tables);
        for (int i = 0; i < tables.size(); i++) {
            bySheet.put(names.get(i), tables.get(i));
        }
        Archive.checkSize(bytes, "The spreadsheet");
        Map<TableText, List<Wanted>> rows = new LinkedHashMap<>();
        try (ReadableWorkbook workbook =
                new ReadableWorkbook(new ByteArrayInputStream(bytes), new ReadingOptions(true, false))) {
            for (Sheet sheet : workbook.getSheets().toList()) {
                TableText table = bySheet.get(sheet.getName());
                if (table == null) {
                    throw wrong(
                            sheet.getName(),
                            "is the sheet of no table; this file has " + String.join(", ", names)
                                    + ". Remove the sheet, or name it as it was");
                }
                rows.put(table, new OneSheet(sheet, table).rows());
            }
        } catch (IOException | ExcelReaderException e) {
            throw unreadable(e);
        } catch (Problem e) {
            throw e;
        } catch (RuntimeException e) { // whatever the reader's parser trips over
            throw unreadable(e);
        }
        return rows;
    }

    private static Problem unreadable(Exception e) {
        return Problem.unreadable(
                "This is no spreadsheet that can be read (" + e.getMessage() + "); save it as .xlsx and send it again");
    }

    private static Problem wrong(String place, String why) {
        return Problem.wrong("'" + place + "' " + why, new FieldError(place, why));
    }

    private static final class OneSheet {

        private final Sheet sheet;
        private final TableText table;
        private final Map<Integer, Map<Integer, String>> cells = new HashMap<>();

        OneSheet(Sheet sheet, TableText table) {
            this.sheet = sheet;
            this.table = table;
        }

        List<Wanted> rows() throws IOException {
            int last = read();
            checkHead();
            List<Wanted> rows = new ArrayList<>();
            for (int r = HEAD; r <= last; r++) {
                List<String> row = new ArrayList<>();
                for (int i = 0; i < table.columns().size(); i++) {
                    row.add(text(r, i + 1));
                }
                if (row.stream().anyMatch(cell -> !cell.isBlank())) {
                    rows.add(new Wanted(checkId(r), row));
                }
            }
            return rows;
        }

        /** @return the last row with something in it */
        private int read() throws IOException {
            int last = 0;
            try (var rows = sheet.openStream()) {
                for (var row : (Iterable<org.dhatim.fastexcel.reader.Row>) rows::iterator) {
                    for (Cell cell : row) {
                        String text = cell == null ? "" : text(cell);
                        if (!text.isBlank()) {
                            int r = cell.getAddress().getRow();
                            int c = cell.getColumnIndex();
                            if (c > table.columns().size()) {
                                throw at(
                                        r,
                                        c,
                                        "is beyond the columns of the table: remove it; columns are added in a DMN editor");
                            }
                            if (r >= MOST_ROWS || c >= MOST_COLUMNS) {
                                throw at(r, c, "is too far out: at most " + MOST_ROWS + " rows are read");
                            }
                            cells.computeIfAbsent(r, any -> new HashMap<>()).put(c, text);
                            last = Math.max(last, r);
                        }
                    }
                }
            }
            return last;
        }

        private String text(int row, int column) {
            return cells.getOrDefault(row, Map.of()).getOrDefault(column, "");
        }

        private String text(Cell cell) {
            int r = cell.getAddress().getRow();
            int c = cell.getColumnIndex();
            if (cell.getFormula() != null || cell.getType() == CellType.FORMULA) {
                throw at(r, c, "has a formula of the spreadsheet; write its value, as text");
            }
            return switch (cell.getType()) {
                case EMPTY -> "";
                case NUMBER -> number(cell, r, c);
                case BOOLEAN -> String.valueOf(cell.asBoolean());
                case STRING -> characters(cell, r, c);
                default -> throw at(r, c, "has an error of the spreadsheet in it; write a value");
            };
        }

        private String number(Cell cell, int r, int c) {
            String format = cell.getDataFormatString();
            if (format != null && DATE_FORMAT.matcher(format).matches()) {
                throw at(r, c, "is a date of the spreadsheet; format the cell as text and write date(\"2026-01-31\")");
            }
            return cell.asNumber().stripTrailingZeros().toPlainString();
        }

        private String characters(Cell cell, int r, int c) {
            String text = ESCAPE.matcher(cell.asString()).replaceAll(OneSheet::character);
            if (NOT_IN_XML.matcher(text).find()) {
                throw at(r, c, "has a control character in it; write it anew");
            }
            return text;
        }

        private static String character(MatchResult escape) {
            return java.util.regex.Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(escape.group(1), 16)));
        }

        private void checkHead() {
            if (!text(0, 0).equals(ROW_ID)) {
                throw at(0, 0, "must say " + ROW_ID + ": the first " + HEAD + " lines stay as they were exported");
            }
            for (int i = 0; i < table.columns().size(); i++) {
                List<String> head = head(table.columns().get(i));
                for (int line = 0; line < HEAD; line++) {
                    String is = text(line, i + 1);
                    if (!is.strip().equals(head.get(line).strip())) {
                        throw at(
                                line,
                                i + 1,
                                "says '" + is + "', the table '" + head.get(line)
                                        + "': columns are changed in a DMN editor, rows here; export the table anew");
                    }
                }
            }
        }

        /** An id that is there twice belongs to the first: who copies a row wants another one like it. */
        private String checkId(int r) {
            String id = text(r, 0).strip();
            if (!id.isEmpty() && table.rows().stream().noneMatch(row -> row.id().equals(id))) {
                throw at(r, 0, "says '" + id + "', and the table has no row of this id; leave it empty for a new row");
            }
            return id;
        }

        private Problem at(int row, int column, @Nullable String why) {
            StringBuilder letters = new StringBuilder();
            for (int c = column; c >= 0; c = c / 26 - 1) {
                letters.insert(0, (char) ('A' + c % 26));
            }
            return wrong(sheet.getName() + "!" + letters + (row + 1), String.valueOf(why));
        }
    }
}
