package dev.adjudge.connector.sandbox;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** What the simulated platforms remember, in PostgreSQL: it survives whatever happens to the service. */
@Singleton
class SandboxLedger {

    static final String STATUS = "status";
    static final String DAILY_BUDGET = "daily_budget";

    private final DataSource database;

    SandboxLedger(DataSource database) {
        this.database = database;
    }

    /** The daily budget is in hundredths. */
    record State(boolean active, long dailyBudget) {}

    private record Write(String field, String after, Instant at) {}

    /** Every effective change so far, by campaign and in order. */
    record Changes(Map<String, List<Write>> writes) {

        State before(Instant moment, SandboxCampaign campaign) {
            boolean active = true;
            long dailyBudget = campaign.dailyBudget();
            for (Write write : writes.getOrDefault(key(campaign), List.of())) {
                if (!write.at().isBefore(moment)) {
                    break;
                }
                if (write.field().equals(STATUS)) {
                    active = write.after().equals("active");
                } else {
                    dailyBudget = Long.parseLong(write.after());
                }
            }
            return new State(active, dailyBudget);
        }
    }

    /** The day the sandbox was founded: today, when it never was before. */
    LocalDate foundedOn(LocalDate today) {
        try (Connection c = database.getConnection();
                PreparedStatement found = c.prepareStatement(
                        "INSERT INTO sandbox.world (founded) VALUES (?) ON CONFLICT (one) DO UPDATE SET founded ="
                                + " sandbox.world.founded RETURNING founded")) {
            found.setObject(1, today);
            try (ResultSet rows = found.executeQuery()) {
                rows.next();
                return rows.getObject(1, LocalDate.class);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The sandbox could not read its founding day", e);
        }
    }

    Changes changes() {
        Map<String, List<Write>> writes = new HashMap<>();
        try (Connection c = database.getConnection();
                PreparedStatement read = c.prepareStatement(
                        "SELECT platform, campaign_id, field, after, at FROM sandbox.writes WHERE changed ORDER BY id");
                ResultSet rows = read.executeQuery()) {
            while (rows.next()) {
                writes.computeIfAbsent(rows.getString(1) + ":" + rows.getString(2), key -> new ArrayList<>())
                        .add(new Write(
                                rows.getString(3),
                                rows.getString(4),
                                rows.getTimestamp(5).toInstant()));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The sandbox could not read its changes", e);
        }
        return new Changes(writes);
    }

    /** Writes of one campaign come one after the other, so that each knows what it changed. */
    void write(SandboxCampaign campaign, String field, String after, Instant at) {
        QuarkusTransaction.requiringNew().run(() -> {
            try (Connection c = database.getConnection()) {
                lock(c, campaign);
                State now = changes().before(Instant.MAX, campaign);
                String before =
                        field.equals(STATUS) ? now.active() ? "active" : "paused" : Long.toString(now.dailyBudget());
                try (PreparedStatement insert = c.prepareStatement(
                        "INSERT INTO sandbox.writes (platform, campaign_id, field, before, after, at) VALUES (?, ?, ?,"
                                + " ?, ?, ?)")) {
                    insert.setString(1, campaign.platform());
                    insert.setString(2, campaign.id());
                    insert.setString(3, field);
                    insert.setString(4, before);
                    insert.setString(5, after);
                    insert.setTimestamp(6, Timestamp.from(at));
                    insert.executeUpdate();
                }
            } catch (SQLException e) {
                throw new IllegalStateException("The sandbox could not write a change of " + key(campaign), e);
            }
        });
    }

    private static void lock(Connection c, SandboxCampaign campaign) throws SQLException {
        try (PreparedStatement lock = c.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            lock.setString(1, "sandbox " + key(campaign));
            lock.execute();
        }
    }

    private static String key(SandboxCampaign campaign) {
        return campaign.platform() + ":" + campaign.id();
    }
}
