package dev.adjudge.rules;

import dev.adjudge.rules.RuleProblem.Code;
import dev.adjudge.rules.RuleProblem.Severity;
import dev.adjudge.rules.engine.Allowance;
import dev.adjudge.rules.engine.Budget;
import dev.adjudge.rules.engine.Exhausted;
import dev.adjudge.rules.engine.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNMessage;
import org.kie.dmn.api.core.DMNMessageType;
import org.kie.dmn.model.api.DMNModelInstrumentedBase;
import org.kie.dmn.model.api.DecisionTable;
import org.kie.dmn.model.api.HitPolicy;
import org.kie.dmn.model.api.NamedElement;

/** What compiles, and is likely not what its author meant. */
final class RuleLint {

    /** Ratios of two figures: with little below the line they are chance. */
    private static final Pattern RATIO =
            Pattern.compile("(?<![\\w.])(?:\\w+\\.)*(?:cpl|cpa|cpc|cpm|ctr|cvr|roas)(?!\\w)");

    private static final Set<String> VOLUMES = Set.of("spend", "impressions", "clicks", "conversions");

    private static final Set<DMNMessageType> OVERLAPS = Set.of(
            DMNMessageType.DECISION_TABLE_OVERLAP,
            DMNMessageType.DECISION_TABLE_OVERLAP_HITPOLICY_UNIQUE,
            DMNMessageType.DECISION_TABLE_OVERLAP_HITPOLICY_ANY);

    private final List<RuleProblem> found = new ArrayList<>();

    private RuleLint() {}

    static List<RuleProblem> of(CompiledRules rules) {
        try {
            return Budget.within(Allowance.OF_A_RELEASE, () -> lint(rules));
        } catch (Exhausted | StackOverflowError e) {
            return List.of(new RuleProblem(
                    Severity.WARNING,
                    Code.LIMIT,
                    "dmn",
                    null,
                    null,
                    null,
                    null,
                    null,
                    "what is likely not meant was not looked for: it takes too long, or formulas are nested too deep",
                    null));
        }
    }

    private static List<RuleProblem> lint(CompiledRules rules) {
        RuleLint lint = new RuleLint();
        Table proposals = rules.proposals().decision().table();
        lint.rows(proposals, true);
        lint.unusedColumns(proposals);
        lint.thinData(proposals);
        lint.rows(rules.gate().decision().table(), true);
        lint.rows(rules.limits().decision().table(), false);
        lint.rows(rules.alerts().decision().table(), false);
        lint.unusedColumns(rules.alerts().decision().table());
        lint.gapsAndOverlaps(rules.files());
        return List.copyOf(lint.found);
    }

    /** @param all whether every row that matches speaks, not the first alone */
    private void rows(Table table, boolean all) {
        for (Table.Row row : table.rows()) {
            int contradiction = contradiction(table, row);
            if (contradiction >= 0) {
                warn(
                        Code.NEVER_MATCHES,
                        table,
                        row,
                        contradiction,
                        "no value meets all that the row asks: it never matches");
            } else {
                besideOthers(table, row, all);
            }
        }
    }

    private void unusedColumns(Table table) {
        for (int i = 0; i < table.columns().size(); i++) {
            int column = i;
            if (table.rows().stream().allMatch(row -> row.cells().get(column).asksNothing())) {
                warn(Code.UNUSED_COLUMN, table, null, i, "no row asks anything in this column: remove it, or use it");
            }
        }
    }

    private void besideOthers(Table table, Table.Row row, boolean all) {
        for (Table.Row other : table.rows()) {
            boolean before = other.number() < row.number();
            if (other == row || !before && !all || contradiction(table, other) >= 0 || !covers(other, row)) {
                continue;
            }
            boolean same = covers(row, other);
            if (same && !before) {
                continue; // told of the later one
            }
            if (!all || wants(other).equals(wants(row))) {
                warn(
                        same ? Code.DUPLICATE : Code.COVERED,
                        table,
                        row,
                        null,
                        (same ? "asks the same as" : "matches only where also")
                                + " row " + other.number() + " (" + name(other) + ")"
                                + (same ? "" : " matches")
                                + (all
                                        ? ", which wants the same: one of them is too many"
                                        : ", which decides before it"));
                return;
            }
        }
    }

    /** The column whose condition leaves no value, or the last of those that look at one figure; -1 when there is none. */
    private static int contradiction(Table table, Table.Row row) {
        Map<String, List<Integer>> byFigure = new TreeMap<>();
        for (int i = 0; i < table.columns().size(); i++) {
            if (!row.cells().get(i).asksNothing() && row.cells().get(i).constant()) {
                Column column = table.columns().get(i);
                byFigure.computeIfAbsent(
                                column.isPath() ? String.join(".", column.path()) : "column " + i,
                                none -> new ArrayList<>())
                        .add(i);
            }
        }
        for (List<Integer> columns : byFigure.values()) {
            if (Region.contradict(columns.stream().map(row.cells()::get).toList())) {
                return columns.get(columns.size() - 1);
            }
        }
        return -1;
    }

    private static boolean covers(Table.Row first, Table.Row second) {
        return IntStream.range(0, first.cells().size())
                .allMatch(
                        i -> Region.covers(first.cells().get(i), second.cells().get(i)));
    }

    private static Object wants(Table.Row row) {
        return Objects.requireNonNullElse(row.output("action"), row.outputs());
    }

    private void thinData(Table table) {
        for (Table.Row row : table.rows()) {
            int ratio = -1;
            boolean volume = false;
            for (int i = 0; i < table.columns().size(); i++) {
                if (!row.cells().get(i).asksNothing()) {
                    Column column = table.columns().get(i);
                    if (RATIO.matcher(column.text()).find()) {
                        ratio = i;
                    } else if (column.isPath()
                            && VOLUMES.contains(column.path().get(column.path().size() - 1))
                            && asksForMore(row.cells().get(i))) {
                        volume = true;
                    }
                }
            }
            if (ratio >= 0 && !volume) {
                warn(
                        Code.THIN_DATA,
                        table,
                        row,
                        ratio,
                        "a ratio is judged however little it is made of; ask for a least spend, number of impressions, clicks"
                                + " or conversions too");
            }
        }
    }

    private static boolean asksForMore(Cell cell) {
        return Region.of(cell.text())
                .filter(region -> region instanceof Region.Interval interval
                        && interval.low() != null
                        && interval.low().signum() > 0)
                .isPresent();
    }

    /** As KIE's analysis of tables finds them. Where every row that matches speaks, neither is a mistake. */
    private void gapsAndOverlaps(RuleFiles files) {
        files.dmn().forEach((path, xml) -> {
            for (DMNMessage message : Validator.validate(Map.of(path, xml))) {
                boolean overlap = OVERLAPS.contains(message.getMessageType());
                DecisionTable table = table(message.getSourceReference());
                if ((overlap || message.getMessageType() == DMNMessageType.DECISION_TABLE_GAP)
                        && table != null
                        && table.getHitPolicy() != HitPolicy.COLLECT) {
                    boolean skipped = message.getText().contains("analysis skipped");
                    found.add(new RuleProblem(
                            skipped || !overlap && table.getHitPolicy() == HitPolicy.FIRST
                                    ? Severity.INFO
                                    : Severity.WARNING,
                            overlap ? Code.OVERLAP : Code.GAP,
                            path,
                            null,
                            decision(table),
                            null,
                            null,
                            null,
                            message.getText().replaceFirst("^DMN: ", "").replaceFirst(" *\\(DMN id: .*\\) *$", ""),
                            overlap || skipped
                                    ? null
                                    : "Add a row for these values, or a last row with - in each cell"));
                }
            }
        });
    }

    private static @Nullable DecisionTable table(@Nullable Object source) {
        Object at = source;
        while (at instanceof DMNModelInstrumentedBase element && !(at instanceof DecisionTable)) {
            at = element.getParent();
        }
        return at instanceof DecisionTable table ? table : null;
    }

    private static String decision(DecisionTable table) {
        return table.getParent() instanceof NamedElement named ? named.getName() : String.valueOf(table.getId());
    }

    private static String name(Table.Row row) {
        Object rule = row.output("rule");
        return rule instanceof String name ? name : row.annotation("Rule");
    }

    private void warn(Code code, Table table, Table.@Nullable Row row, @Nullable Integer column, String message) {
        found.add(RuleProblem.warning(
                code,
                table,
                row == null ? null : row.number(),
                column == null ? null : table.columns().get(column).label(),
                row == null ? null : name(row),
                message));
    }
}
