package dev.adjudge.platform.vault;

import java.sql.Connection;
import java.sql.SQLException;

/** A room that keeps texts of persons, and can erase them. */
public interface PersonalData {

    /** What it keeps, in a word: {@code items}. */
    String what();

    /**
     * Erases in the transaction of this connection what it keeps of a person, also from what comes again; answers how much that was.
     *
     * @param person as {@link Vault#person} names them
     */
    long erase(Connection connection, String person) throws SQLException;
}
