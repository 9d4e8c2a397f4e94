package dev.adjudge.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of a test's own beside the service's, migrated and empty: what is tampered with there disturbs nobody. */
public final class FreshDatabase implements AutoCloseable {

    private static final String TEMPLATE =
            "migrated_" + UUID.randomUUID().toString().replace('-', '_');
    private static boolean migrated;

    private final String name = "fresh_" + UUID.randomUUID().toString().replace('-', '_');

    /** Within a {@code @QuarkusTest}, whose PostgreSQL it uses. */
    public FreshDatabase() {
        migrateTemplate();
        run(database("postgres"), "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    }

    public DataSource source() {
        return database(name);
    }

    /** Runs statements as a superuser. */
    public void run(String statements) {
        run(source(), statements);
    }

    /** Runs statements as somebody whom no trigger stops. */
    public void tamper(String statements) {
        run("SET session_replication_role = replica; " + statements);
    }

    @Override
    public void close() {
        run(database("postgres"), "DROP DATABASE " + name + " WITH (FORCE)");
    }

    private static synchronized void migrateTemplate() {
        if (!migrated) {
            run(database("postgres"), "CREATE DATABASE " + TEMPLATE);
            Flyway.configure()
                    .dataSource(database(TEMPLATE))
                    .locations("db/migration")
                    .load()
                    .migrate();
            migrated = true;
        }
    }

    private static DataSource database(String name) {
        String url = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setDatabaseName(name);
        source.setUser(ConfigProvider.getConfig().getValue("quarkus.datasource.username", String.class));
        source.setPassword(ConfigProvider.getConfig().getValue("quarkus.datasource.password", String.class));
        return source;
    }

    private static void run(DataSource database, String statements) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
