package dev.adjudge.warehouse;

import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Versions of the local classifier that were trained here. */
@ApplicationScoped
public class ClassifierStore {

    private static final String SELECT =
            "SELECT version, base, report, trained_by, created_at, chosen FROM classifier_versions ";

    private final DataSource database;

    ClassifierStore(DataSource database) {
        this.database = database;
    }

    /**
     * A version.
     *
     * @param base the version that it was made from
     * @param report how it compares with that, as JSON
     */
    public record Trained(
            String version, String base, String report, String trainedBy, Instant createdAt, boolean chosen) {}

    /** Keeps a version; false when it is there already: the same decisions teach the same. */
    public boolean add(Connection connection, Trained trained, byte[] weights) throws SQLException {
        return new Sql(connection)
                        .run(
                                "INSERT INTO classifier_versions (version, base, weights, report, trained_by, created_at)"
                                        + " VALUES (?, ?, ?, ?::jsonb, ?, ?) ON CONFLICT (version) DO NOTHING",
                                trained.version(),
                                trained.base(),
                                weights,
                                trained.report(),
                                trained.trainedBy(),
                                trained.createdAt())
                == 1;
    }

    /** Newest first. */
    public List<Trained> all() {
        return Sql.using(
                database,
                "reading versions of the classifier",
                sql -> sql.list(SELECT + "ORDER BY created_at DESC, version", ClassifierStore::trained));
    }

    /** The one that counts; empty while that is the one that ships. */
    public Optional<String> chosen() {
        return Sql.using(
                database,
                "reading which classifier is chosen",
                sql -> sql.find("SELECT version FROM classifier_versions WHERE chosen", row -> row.getString(1)));
    }

    public Optional<byte[]> weights(String version) {
        return Sql.using(
                database,
                "reading weights of the classifier",
                sql -> sql.find(
                        "SELECT weights FROM classifier_versions WHERE version = ?", row -> row.getBytes(1), version));
    }

    /** Makes a version the one that counts; one that is not there makes it the one that ships. */
    public void choose(Connection connection, String version) throws SQLException {
        Sql sql = new Sql(connection);
        sql.run("LOCK TABLE classifier_versions IN SHARE ROW EXCLUSIVE MODE");
        sql.run("UPDATE classifier_versions SET chosen = false WHERE chosen");
        sql.run("UPDATE classifier_versions SET chosen = true WHERE version = ?", version);
    }

    private static Trained trained(ResultSet row) throws SQLException {
        return new Trained(
                row.getString("version"),
                row.getString("base"),
                row.getString("report"),
                row.getString("trained_by"),
                Sql.instantThere(row, "created_at"),
                row.getBoolean("chosen"));
    }
}
