package dev.adjudge.warehouse;

/**
 * How a batch's lines add up: {@code lines = received + skipped}, {@code received = accepted + rejected}.
 *
 * @param skipped headings, titles, blank lines and totals
 * @param accepted good lines, also those that changed nothing and those that restate an earlier value
 */
public record BatchCounts(
        long lines,
        long skipped,
        long received,
        long accepted,
        long unchanged,
        long restated,
        long rejected,
        long warnings) {}
