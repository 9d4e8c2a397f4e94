package dev.adjudge.rules.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjudge.rules.dmn.OtherPeople;
import dev.adjudge.rules.exchange.Exchange.Change;
import dev.adjudge.rules.exchange.TableEdit.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table written as a spreadsheet and taken in again is the same table, and its file the same file. */
class RoundTripTest {

    private static final Path LIMITS = Path.of("dmn/guardrail-limits.dmn");

    /** As different editors write it: a prefix, an empty text, CDATA, a missing note, comments, a row on one line. */
    private static final String ODD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <dmn:definitions xmlns:dmn="https://www.omg.org/spec/DMN/20230324/MODEL/" name="Odd" namespace="odd">
              <dmn:decision name="Fee"><dmn:variable name="Fee"/>
                <dmn:decisionTable hitPolicy="COLLECT" aggregation="SUM">
                  <dmn:input label="Age &amp; name"><dmn:inputExpression typeRef="number"><dmn:text>age</dmn:text></dmn:inputExpression></dmn:input>
                  <dmn:output name="fee" typeRef="number"><dmn:defaultOutputEntry><dmn:text>0</dmn:text></dmn:defaultOutputEntry></dmn:output>
                  <dmn:annotation name="Why"/>
                  <dmn:annotation name="Who"/>
                  <!-- the young -->
                  <dmn:rule id="young"><dmn:inputEntry id="i1"><dmn:text><![CDATA[< 18]]></dmn:text></dmn:inputEntry><dmn:outputEntry><dmn:text>5</dmn:text></dmn:outputEntry><dmn:annotationEntry><dmn:text/></dmn:annotationEntry></dmn:rule>
                  <!-- all
                       others -->
                  <dmn:rule id="others">
                    <dmn:inputEntry id="i2"><dmn:text></dmn:text></dmn:inputEntry>
                    <dmn:outputEntry id="o2"><dmn:text>10 * _x0041_</dmn:text></dmn:outputEntry>
                    <dmn:annotationEntry><dmn:text> 👍 two
            lines </dmn:text></dmn:annotationEntry>
                    <dmn:annotationEntry/>
                  </dmn:rule>
                </dmn:decisionTable>
              </dmn:decision>
            </dmn:definitions>
            """;

    @Test
    void what_nobody_changed_stays_to_the_letter() throws IOException {
        for (Path file : files(Path.of("dmn"))) {
            assertThat(assertSame(Files.readString(file))).isPositive();
        }
        assertThat(assertSame(ODD)).isEqualTo(1);
    }

    @Test
    void other_peoples_tables_come_back_as_they_were() throws IOException {
        int tables = 0;
        for (Path file : files(OtherPeople.folder("dmn-tck"))) {
            tables += assertSame(Files.readString(file));
        }
        assertThat(tables).isGreaterThan(50);
    }

    private static int assertSame(String xml) {
        List<TableText> tables = TableFile.tables(xml);
        if (tables.isEmpty()) {
            return 0;
        }
        Map<TableText, List<Wanted>> rows = Spreadsheet.read(Spreadsheet.write(tables), tables);
        assertThat(rows).hasSameSizeAs(tables);
        for (TableText table : tables) {
            TableEdit.Result again = TableEdit.of(xml, table, java.util.Objects.requireNonNull(rows.get(table)));
            assertThat(again.changes()).as(table.name()).isEmpty();
            assertThat(again.xml()).isEqualTo(xml);
        }
        return tables.size();
    }

    @Test
    void reads_what_a_table_says_however_it_is_written() {
        TableText fee = TableFile.tables(ODD).get(0);

        assertThat(fee.name()).isEqualTo("Fee");
        assertThat(fee.hitPolicy()).isEqualTo("COLLECT SUM");
        assertThat(fee.columns()).extracting(TableText.Heading::label).containsExactly("Age & name", "", "Why", "Who");
        assertThat(fee.columns().get(1).type()).isEqualTo("number; else 0");
        assertThat(fee.rows().get(0).text(0)).isEqualTo("< 18");
        assertThat(rows(fee).get(1).cells()).containsExactly("-", "10 * _x0041_", "👍 two\nlines", "");
    }

    @Test
    void a_changed_cell_is_the_only_difference() {
        TableText fee = TableFile.tables(ODD).get(0);
        List<Wanted> rows = rows(fee);
        rows.set(0, new Wanted("young", List.of("< 21", "5", "", "")));

        TableEdit.Result edited = TableEdit.of(ODD, fee, rows);

        assertThat(edited.changes()).containsExactly(new Change(1, "Age & name", "changed", "< 18", "< 21"));
        assertThat(edited.xml()).isEqualTo(ODD.replace("<![CDATA[< 18]]>", "&lt; 21"));
        assertThat(TableFile.tables(edited.xml()).get(0).meaning()).isNotEqualTo(fee.meaning());
    }

    @Test
    void cells_that_were_not_there_are_written() {
        TableText fee = TableFile.tables(ODD).get(0);
        List<Wanted> rows = rows(fee);
        rows.set(0, new Wanted("young", List.of("< 18", "5", "a <b> & c", "anna")));
        rows.set(1, new Wanted("others", List.of("-", "10 * _x0041_", "👍 two\nlines", "ben")));

        TableText after = TableFile.tables(TableEdit.of(ODD, fee, rows).xml()).get(0);

        assertThat(rows(after)).isEqualTo(rows);
    }

    @Test
    void a_row_without_any_cell_stays_and_can_be_filled() {
        String bare = ODD.replaceFirst("(?s)<dmn:rule id=\"others\">.*?</dmn:rule>", "<dmn:rule id=\"others\"/>");
        TableText fee = TableFile.tables(bare).get(0);
        List<Wanted> rows = rows(fee);

        assertThat(TableEdit.of(bare, fee, rows).xml()).isEqualTo(bare);

        rows.set(1, new Wanted("others", List.of("-", "7", "", "ben")));
        assertThat(rows(TableFile.tables(TableEdit.of(bare, fee, rows).xml()).get(0)))
                .isEqualTo(rows);
    }

    @Test
    void rows_are_added_removed_and_moved_with_their_comments() {
        TableText fee = TableFile.tables(ODD).get(0);
        List<Wanted> rows = rows(fee);
        List<Wanted> wanted = List.of(
                rows.get(1),
                new Wanted("", List.of("> 65", "1", "old", "")),
                rows.get(0),
                new Wanted("young", List.of("< 3", "0", "copied", "")));

        TableEdit.Result edited = TableEdit.of(ODD, fee, wanted);

        assertThat(edited.changes())
                .containsExactly(
                        new Change(2, null, "added", null, null),
                        new Change(4, null, "added", null, null),
                        new Change(null, null, "reordered", null, null));
        TableText after = TableFile.tables(edited.xml()).get(0);
        assertThat(rows(after))
                .extracting(Wanted::cells)
                .containsExactlyElementsOf(wanted.stream().map(Wanted::cells).toList());
        assertThat(rows(after))
                .extracting(Wanted::id)
                .startsWith("others")
                .contains("young")
                .doesNotHaveDuplicates();
        assertThat(edited.xml().indexOf("<!-- all")).isLessThan(edited.xml().indexOf("<!-- the young"));

        TableEdit.Result emptied = TableEdit.of(edited.xml(), after, List.of());
        assertThat(emptied.changes()).hasSize(4).extracting(Change::change).containsOnly("removed");
        TableText empty = TableFile.tables(emptied.xml()).get(0);
        TableText again = TableFile.tables(
                        TableEdit.of(emptied.xml(), empty, List.of(rows.get(0))).xml())
                .get(0);
        assertThat(rows(again))
                .extracting(Wanted::cells)
                .containsExactly(rows.get(0).cells());
    }

    @Test
    void layout_comments_and_ids_are_not_what_a_table_says() throws IOException {
        String xml = Files.readString(LIMITS);
        String laidOut = xml.replace("id=\"_limits_default", "id=\"_other")
                .replace("<text>48</text>", "<text>\n  48 <!-- hours --></text>")
                .replace("<rule ", "<!-- all --><rule ");

        assertThat(meaning(laidOut)).isEqualTo(meaning(xml));
        assertThat(meaning(xml.replace("<text>48</text>", "<text>49</text>"))).isNotEqualTo(meaning(xml));
        assertThat(meaning(xml.replace("hitPolicy=\"FIRST\"", "hitPolicy=\"ANY\"")))
                .isNotEqualTo(meaning(xml));
    }

    private static String meaning(String xml) {
        return TableFile.tables(xml).get(0).meaning();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"A / B: [c]*?", "a very long name of a decision that no spreadsheet can hold", "History", "'"})
    void any_name_is_a_sheet(String name) {
        String xml = ODD.replace("decision name=\"Fee\"", "decision name=\"" + name + "\"");

        assertThat(assertSame(xml)).isEqualTo(1);
    }

    @Test
    void tables_of_the_same_name_have_a_sheet_each() {
        String decision = ODD.substring(ODD.indexOf("<dmn:decision "), ODD.indexOf("</dmn:definitions>"));

        assertThat(assertSame(ODD.replace("</dmn:definitions>", decision + "</dmn:definitions>")))
                .isEqualTo(2);
    }

    @Test
    void a_sheet_of_something_else_is_refused() throws IOException {
        List<TableText> limits = TableFile.tables(Files.readString(LIMITS));
        byte[] fee = Spreadsheet.write(TableFile.tables(ODD));

        assertThatThrownBy(() -> Spreadsheet.read(fee, limits)).hasMessageContaining("'Fee' is the sheet of no table");
    }

    private static List<Wanted> rows(TableText table) {
        return new ArrayList<>(
                java.util.Objects.requireNonNull(Spreadsheet.read(Spreadsheet.write(List.of(table)), List.of(table))
                        .get(table)));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".dmn"))
                    .sorted()
                    .toList();
        }
    }
}
