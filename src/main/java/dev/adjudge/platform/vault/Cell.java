package dev.adjudge.platform.vault;

import java.nio.charset.StandardCharsets;

/**
 * The place of a sealed text. It is sealed together with its place, and opens nowhere else.
 *
 * @param row the row's key, as text
 */
public record Cell(String table, String column, String row) {

    byte[] associatedData() {
        return (table + "\n" + column + "\n" + row).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return table + "." + column + " of " + row;
    }
}
