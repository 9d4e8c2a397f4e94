package dev.adjudge.ingest;

import dev.adjudge.warehouse.ArrivedDay;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts what is noticed while a batch is read; of examples only the first are kept. */
final class Tally {

    private static final int EXAMPLES = 20;
    private static final int MOST_COLUMNS = 100;
    private static final Field[] MEASURES = {
        Field.SPEND, Field.IMPRESSIONS, Field.CLICKS, Field.CONVERSIONS, Field.REVENUE
    };

    private final Set<String> unknownColumns = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final List<BatchReport.Warning> warned = new ArrayList<>();
    private final List<String> emptyExamples = new ArrayList<>();
    private long skipped;
    private long received;
    private long refused;
    private long checkedCells;
    private long emptyCells;
    private long warnings;
    private long idsFromNames;
    private long rounded;
    private long roundedOnceSummed;
    private @Nullable String lastSign;

    void skip() {
        skipped++;
    }

    void refuse() {
        received++;
        refused++;
    }

    void accept() {
        received++;
    }

    void unknownColumn(String name) {
        if (unknownColumns.size() < MOST_COLUMNS) {
            unknownColumns.add(Words.shown(name));
        }
    }

    boolean knows(String unknownColumn) {
        return unknownColumns.contains(unknownColumn);
    }

    void note(String note) {
        notes.add(note);
    }

    void cells(long line, @Nullable String[] cells) {
        checkedCells += MEASURES.length;
        for (Field measure : MEASURES) {
            if (cells[measure.ordinal()] == null) {
                emptyCells++;
                if (emptyExamples.size() < EXAMPLES) {
                    emptyExamples.add("line " + line + ": " + measure.word() + " is empty");
                }
            }
        }
    }

    void good(ArrivedDay day) {
        BigDecimal conversions = day.conversions();
        if (conversions != null && conversions.compareTo(BigDecimal.valueOf(day.clicks())) > 0) {
            warn(
                    day.line(),
                    Field.CONVERSIONS,
                    conversions.toPlainString(),
                    "more conversions than clicks, " + day.clicks() + "; view-through conversions can be the reason");
        }
        if (day.impressions() == 0 && day.spend().signum() > 0) {
            warn(day.line(), Field.SPEND, day.spend().toPlainString(), "money spent, but no impressions");
        }
    }

    void idTakenFromName() {
        idsFromNames++;
    }

    void rounded(boolean onceSummed) {
        if (onceSummed) {
            roundedOnceSummed++;
        } else {
            rounded++;
        }
    }

    void currencyFromSign(String currency, String sign) {
        if (!sign.equals(lastSign) && notes.size() < MOST_COLUMNS) {
            lastSign = sign;
            notes.add("currency " + currency + " taken from the sign " + sign);
        }
    }

    private void warn(long line, Field field, String value, String reason) {
        warnings++;
        if (warned.size() < EXAMPLES) {
            warned.add(new BatchReport.Warning(line, field.word(), value, reason));
        }
    }

    List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        if (idsFromNames > 0) {
            all.add("campaign id taken from the name: " + idsFromNames + " lines have no id");
        }
        if (rounded > 0) {
            all.add(rounded + " amounts had more than 4 decimals and were rounded");
        }
        if (roundedOnceSummed > 0) {
            all.add(roundedOnceSummed + " amounts had more than 4 decimals: the sums of their days were rounded");
        }
        return all;
    }

    List<String> unknownColumns() {
        return List.copyOf(unknownColumns);
    }

    List<BatchReport.Warning> warned() {
        return warned;
    }

    List<String> emptyExamples() {
        return emptyExamples;
    }

    long skipped() {
        return skipped;
    }

    long received() {
        return received;
    }

    /** Rows refused for themselves, before they met others. */
    long refused() {
        return refused;
    }

    long checkedCells() {
        return checkedCells;
    }

    long emptyCells() {
        return emptyCells;
    }

    long warnings() {
        return warnings;
    }

    /** Warnings about figures that fit together badly. */
    long unlikely() {
        return warnings;
    }
}
