package dev.adjudge.rules.exchange;

import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.rules.DmnFence;
import dev.adjudge.rules.Release;
import dev.adjudge.rules.ReleaseLife;
import dev.adjudge.rules.ReleaseLife.RuleFile;
import dev.adjudge.rules.RuleProblem;
import dev.adjudge.rules.exchange.TableEdit.Wanted;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes releases out and in, as other programs edit them. */
@ApplicationScoped
public class Exchange {

    private final ReleaseLife releases;

    Exchange(ReleaseLife releases) {
        this.releases = releases;
    }

    /**
     * A decision table.
     *
     * @param hitPolicy with the aggregation behind it, {@code COLLECT SUM}
     * @param columns their labels: inputs, outputs, annotations
     * @param rows how many
     * @param meaning {@code sha256:} and the hash of what the table says, however its file is laid out
     */
    public record DecisionTable(
            String file, String table, String hitPolicy, List<String> columns, int rows, String meaning) {}

    /**
     * What is different.
     *
     * @param row from 1, in the table as it is now; as it was, for one that is gone; null when rows only changed places
     * @param column its label; null for a whole row
     * @param change {@code changed}, {@code added}, {@code removed} or {@code reordered}
     * @param from null when there was none
     * @param to null when there is none any more
     */
    public record Change(
            @Nullable Integer row,
            @Nullable String column,
            String change,
            @Nullable String from,
            @Nullable String to) {}

    /** A table after its spreadsheet was taken in, and what is different by that. */
    public record ChangedTable(String table, String hitPolicy, int rows, String meaning, List<Change> changes) {}

    /** The tables that a spreadsheet was taken into, and the tag that the file has now. */
    public record Taken(String tag, List<ChangedTable> tables) {}

    /** @param tag of the file that it was made of */
    public record Workbook(byte[] xlsx, String tag) {}

    /** The decision tables of a release. */
    public List<DecisionTable> tables(long release) {
        List<DecisionTable> tables = new ArrayList<>();
        releases.contents(release).forEach((path, content) -> {
            if (path.endsWith(".dmn")) {
                for (TableText table : read(path, content)) {
                    tables.add(new DecisionTable(
                            path,
                            table.name(),
                            table.hitPolicy(),
                            IntStream.range(0, table.columns().size())
                                    .mapToObj(table::label)
                                    .toList(),
                            table.rows().size(),
                            table.meaning()));
                }
            }
        });
        return tables;
    }

    /** The tables of a DMN file as a spreadsheet. */
    public Workbook workbook(long release, String path) {
        RuleFile file = releases.file(release, path);
        return new Workbook(Spreadsheet.write(tablesOf(path, file)), file.tag());
    }

    private static List<TableText> tablesOf(String path, RuleFile file) {
        List<TableText> tables = path.endsWith(".dmn") ? read(path, file.content()) : List.of();
        if (tables.isEmpty()) {
            throw Problem.unknown(
                    path + " has no decision table; GET /api/releases/{id}/tables names the files that have");
        }
        return tables;
    }

    /**
     * Writes the rows of a spreadsheet into a draft's DMN file. What they don't change stays as it is in the file, to the letter.
     *
     * @param tag as in {@link ReleaseLife#put}
     * @throws Problem 422 with the cell when the spreadsheet is not one of these tables
     */
    public Taken take(long release, String path, byte[] xlsx, @Nullable String tag, Caller caller) {
        RuleFile file = releases.file(release, path);
        List<TableText> before = tablesOf(path, file);
        Map<TableText, List<Wanted>> wanted = Spreadsheet.read(xlsx, before);
        String xml = file.content();
        List<ChangedTable> changed = new ArrayList<>();
        for (int i = before.size() - 1; i >= 0; i--) { // from below, so that places above stay
            List<Wanted> rows = wanted.get(before.get(i));
            if (rows != null) {
                TableEdit.Result edited = TableEdit.of(xml, before.get(i), rows);
                xml = edited.xml();
                changed.add(0, changed(read(path, xml).get(i), rows, edited.changes()));
            }
        }
        String ifMatch = "*".equals(tag) ? file.tag() : tag; // the spreadsheet was put into what was read here
        return new Taken(releases.put(release, path, xml, ifMatch, caller).tag(), changed);
    }

    /** Reads back what was written. */
    private static ChangedTable changed(TableText after, List<Wanted> rows, List<Change> changes) {
        boolean same = after.rows().size() == rows.size();
        for (int r = 0; same && r < rows.size(); r++) {
            for (int i = 0; i < after.columns().size(); i++) {
                TableText.Heading column = after.columns().get(i);
                same &= column.normal(after.rows().get(r).text(i))
                        .equals(column.normal(rows.get(r).cells().get(i)));
            }
        }
        if (!same) {
            throw new IllegalStateException("The table " + after.name() + " would not say what the spreadsheet says");
        }
        return new ChangedTable(after.name(), after.hitPolicy(), after.rows().size(), after.meaning(), changes);
    }

    private static List<TableText> read(String path, String content) {
        List<RuleProblem> problems = DmnFence.checkWithImports(path, content);
        if (!problems.isEmpty()) {
            throw Problem.wrong(
                    path + " can't be read as tables; correct it first",
                    problems.stream()
                            .map(problem -> new FieldError(path, problem.toString()))
                            .toArray(FieldError[]::new));
        }
        return TableFile.tables(content);
    }

    /** All files of a release as a zip file. */
    public byte[] zip(long release) {
        return Archive.pack(releases.contents(release));
    }

    /**
     * Begins a draft with the files of a zip file.
     *
     * @param from the release that it is a change of; null for the live one
     */
    public Release draft(byte[] zip, String title, @Nullable Long from, Caller caller) {
        return releases.draft(from, title, Archive.unpack(zip), caller);
    }
}
