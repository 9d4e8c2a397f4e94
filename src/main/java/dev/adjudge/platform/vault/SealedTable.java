package dev.adjudge.platform.vault;

import java.util.List;

/** A table with sealed columns, told so that they are sealed anew when the key set has a new primary key. */
public interface SealedTable {

    String table();

    /** The column that is the row's key. */
    String key();

    List<String> columns();
}
