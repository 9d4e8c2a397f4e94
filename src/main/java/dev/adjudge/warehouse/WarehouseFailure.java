package dev.adjudge.warehouse;

import java.sql.SQLException;

/** The database refused or did not answer. Never the client's mistake. */
public final class WarehouseFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    WarehouseFailure(String doing, SQLException cause) {
        super("The database failed while " + doing + ": " + cause.getMessage(), cause);
    }
}
