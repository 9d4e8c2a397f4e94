package dev.adjudge.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The row of a decision table that spoke, and what it looked at.
 *
 * @param row counted from 1 as a DMN editor shows it
 * @param ruleId the row's id in the DMN file
 */
public record Matched(String model, String decision, int row, String ruleId, List<Tested> inputs) {

    /**
     * One condition of a row.
     *
     * @param input the column's label
     * @param test the cell, as written
     * @param value what the facts said; null when they did not say
     */
    public record Tested(
            String input, String test, @Nullable Object value) {}
}
