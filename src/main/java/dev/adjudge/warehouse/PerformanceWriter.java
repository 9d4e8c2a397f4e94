package dev.adjudge.warehouse;

import dev.adjudge.platform.DatabaseFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;

/** Opens batches of performance. A batch is all there or not there: it is written in one transaction. */
@ApplicationScoped
public class PerformanceWriter {

    private final DataSource database;
    private final Clock clock;

    PerformanceWriter(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public OpenBatch open(BatchOrigin origin) {
        try {
            return OpenBatch.on(database.getConnection(), origin, clock);
        } catch (SQLException e) {
            throw new DatabaseFailure("opening a batch", e);
        }
    }
}
