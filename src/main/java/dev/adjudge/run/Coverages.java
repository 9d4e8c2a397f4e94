package dev.adjudge.run;

import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.LiveRules;
import dev.adjudge.rules.RuleFailure;
import dev.adjudge.rules.TableRow;
import dev.adjudge.rules.dmn.RuleTests;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which rows of a release anything has ever hit: its tests, and the campaigns of the last 30 days. */
@ApplicationScoped
public class Coverages {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final LiveRules rules;
    private final RuleTests tests;
    private final LastDays lastDays;

    Coverages(LiveRules rules, RuleTests tests, LastDays lastDays) {
        this.rules = rules;
        this.tests = tests;
        this.lastDays = lastDays;
    }

    /**
     * Rows that were hit.
     *
     * @param days on how many of the last 30 campaigns were looked at, the newest first; fewer when there are very many
     * @param campaigns how many campaigns were looked at, one on two days counted twice
     * @param tested how many rows a test hits
     * @param matched how many rows a campaign hits
     */
    public record Coverage(long release, int days, long campaigns, int tested, int matched, List<Row> rows) {}

    /**
     * A row of a decision table.
     *
     * @param row from 1
     * @param rule what it is called; null where rows have no names
     * @param tests how many tests hit it
     * @param matches how many campaigns hit it, one on two days counted twice; null for a table that isn't about campaigns
     */
    public record Row(
            String file,
            String table,
            int row,
            @Nullable String rule,
            int tests,
            @Nullable Integer matches) {}

    /** @throws dev.adjudge.platform.Problem 404 when there is no such release, 422 when it does not compile */
    public Coverage of(long id) {
        CompiledRelease release = rules.snapshot(id);
        Map<TableRow, Integer> matches = new HashMap<>();
        long[] campaigns = {0};
        int days = lastDays.each(LONGEST, facts -> {
            campaigns[0]++;
            try {
                release.matches(facts).forEach(row -> matches.merge(row, 1, Integer::sum));
            } catch (RuleFailure e) {
                return; // told by runs and simulations
            }
        });
        Set<TableRow> counted = release.matched();
        Map<TableRow, String> names = release.ruleNames();
        List<Row> rows = tests.rows(release).stream()
                .map(row -> {
                    TableRow place = new TableRow(row.file(), row.table(), row.row());
                    return new Row(
                            row.file(),
                            row.table(),
                            row.row(),
                            names.get(place),
                            row.tests(),
                            counted.contains(place) ? matches.getOrDefault(place, 0) : null);
                })
                .toList();
        return new Coverage(
                id,
                days,
                campaigns[0],
                (int) rows.stream().filter(row -> row.tests() > 0).count(),
                (int) rows.stream()
                        .filter(row -> matches.containsKey(new TableRow(row.file(), row.table(), row.row())))
                        .count(),
                rows);
    }
}
