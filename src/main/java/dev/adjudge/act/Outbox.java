package dev.adjudge.act;

import dev.adjudge.decision.Subject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Where decisions leave their actions: in the decisions' own transaction, so that neither is there without the other. */
@Singleton
public class Outbox {

    private static final String COPY = "COPY optimization_actions (id, campaign_id, platform, account_id, rule_id,"
            + " decision_id, run_id, action_type, action_details, reason, performance_snapshot, service_time_met, status,"
            + " next_attempt_at, trace_parent, created_at) FROM STDIN (FORMAT csv)";

    private final ActionDetails details;
    private final Worker worker;

    Outbox(ActionDetails details, Worker worker) {
        this.details = details;
        this.worker = worker;
    }

    /** Writes the orders in the transaction of this connection. Call {@link #nudge} once it is committed. */
    public void write(Connection connection, Iterable<Order> orders, Instant at) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        try (Writer copy = new OutputStreamWriter(new PGCopyOutputStream(postgres, COPY), StandardCharsets.UTF_8)) {
            for (Order order : orders) {
                copy.write(line(order, at));
            }
        } catch (IOException e) {
            if (e.getCause() instanceof SQLException refused) {
                throw refused;
            }
            throw new UncheckedIOException(e);
        }
    }

    /** Wakes the worker; without it the actions are found at its next look. */
    public void nudge() {
        worker.wake();
    }

    private String line(Order order, Instant at) {
        Subject subject = order.subject();
        @Nullable Object[] fields = {
            order.id(),
            subject.id(),
            subject.platform(),
            subject.account(),
            order.ruleId(),
            order.decisionId(),
            order.runId(),
            order.action().kind(),
            details.write(order.action()),
            order.reason(),
            order.performanceSnapshotJson(),
            order.serviceTimeMet(),
            order.status().word(),
            at,
            order.traceParent(),
            at
        };
        StringBuilder line = new StringBuilder();
        for (@Nullable Object field : fields) {
            if (line.length() > 0) {
                line.append(',');
            }
            if (field != null) {
                line.append('"').append(field.toString().replace("\"", "\"\"")).append('"');
            }
        }
        return line.append('\n').toString();
    }
}
