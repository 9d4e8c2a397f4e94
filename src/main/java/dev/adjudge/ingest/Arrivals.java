package dev.adjudge.ingest;

import dev.adjudge.warehouse.OpenBatch;
import dev.adjudge.warehouse.RejectedLine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes the rows of one batch as they are read: the good ones to the warehouse, the others to the quarantine. */
final class Arrivals {

    private static final int LONGEST_RAW = 1 << 16;

    private final OpenBatch batch;
    private final RowCheck check;
    private final Tally tally;
    private final boolean parts;

    /** Begins the batch, once it is known how its rows are to be read. */
    @FunctionalInterface
    interface Opening {
        Arrivals open(RowRules rules, boolean parts);
    }

    Arrivals(OpenBatch batch, RowCheck check, Tally tally, boolean parts) {
        this.batch = batch;
        this.check = check;
        this.tally = tally;
        this.parts = parts;
    }

    void row(long line, @Nullable String[] cells, Supplier<String> raw) {
        Checked checked = check.check(line, cells);
        if (checked instanceof Checked.Good good) {
            tally.accept();
            batch.add(good.day());
        } else if (checked instanceof Checked.Refused refused) {
            tally.refuse();
            Map<String, String> row = new LinkedHashMap<>(refused.row());
            if (parts) {
                row.put(Retries.PART, "true");
            }
            batch.reject(new RejectedLine(
                    line,
                    shortened(raw.get()),
                    Json.text(row),
                    refused.field(),
                    refused.value(),
                    refused.reason(),
                    refused.campaign(),
                    refused.date()));
        }
    }

    /** A line that is no row. */
    void refuse(long line, String raw, String field, @Nullable String value, String reason) {
        refuse(line, raw, field, value, reason, parts ? Json.text(Map.of(Retries.PART, "true")) : null);
    }

    /** An object that is no row, with what could be read of it. */
    void refuse(long line, String raw, JsonRow.Wrong wrong, @Nullable String[] cells) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i];
            if (cell != null) {
                row.put(Field.at(i).word(), Words.storable(cell));
            }
        }
        refuse(line, raw, wrong.field().word(), wrong.value(), wrong.reason(), Json.text(row));
    }

    private void refuse(
            long line, String raw, String field, @Nullable String value, String reason, @Nullable String row) {
        tally.refuse();
        String shown = value == null ? null : Words.shown(value);
        batch.reject(new RejectedLine(line, shortened(raw), row, field, shown, reason, null, null));
    }

    private static String shortened(String raw) {
        return Words.storable(raw.length() > LONGEST_RAW ? raw.substring(0, LONGEST_RAW) + "…" : raw);
    }
}
