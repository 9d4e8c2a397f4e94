package dev.adjudge.warehouse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a merge made of the lines of a batch.
 *
 * @param rejected all rejected lines, those refused before the merge too
 * @param conflicts lines that the merge itself refused: they contradict another line or the campaign's currency
 * @param days campaign days that the accepted lines make
 * @param campaigns campaigns that they are about; {@code upToDate} of them reach the day asked for
 * @param defaultedCurrency new campaigns whose currency nothing told
 * @param corrected lines that were refused, but corrected when they came before: the corrections were taken again
 * @param rejections the first of the rejected lines
 */
public record Merged(
        long accepted,
        long unchanged,
        long restated,
        long rejected,
        long conflicts,
        long days,
        long campaigns,
        long upToDate,
        long defaultedCurrency,
        long corrected,
        List<Rejection> rejections,
        Warnings jumps,
        Warnings incompleteDays) {

    /** One rejected line, as reports show it. */
    public record Rejection(
            long line, String field, @Nullable String value, String reason) {}

    /** How often a warning applies, and the first of its cases in words. */
    public record Warnings(long count, List<String> examples) {}
}
