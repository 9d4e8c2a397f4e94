package dev.adjudge.platform;

import java.sql.SQLException;

/** The database refused or did not answer. Never the client's mistake. */
public final class DatabaseFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    public DatabaseFailure(String doing, SQLException cause) {
        super("The database failed while " + doing + ": " + cause.getMessage(), cause);
    }
}
