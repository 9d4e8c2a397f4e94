package dev.adjudge.platform;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.ExecutionMode;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * With no JDBC URL set, starts the embedded database and names it to the rest of the configuration. Its address is kept
 * in system properties, so that a reload in development mode goes on with the same one.
 */
public final class EmbeddedDatabaseConfig implements ConfigSourceFactory {

    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final String KEPT_URL = "adjudge.database.embedded-url";
    private static final String FOLDER = "adjudge.database.folder";
    private static final String KEPT_FOLDER = "adjudge.database.embedded-folder";
    private static final String KEY_SET = "adjudge.vault.own-file";
    private static final int PATIENCE_SECONDS = 30;
    private static final int BELOW_EVERY_OTHER_SOURCE = 50;
    private static volatile @Nullable EmbeddedDatabase starting;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        // The configuration is read at build time too; a database then would start for nothing.
        if (ExecutionMode.current() != ExecutionMode.RUNTIME_INIT
                || !text(context.getValue(URL)).isBlank()) {
            return List.of();
        }
        String url = System.getProperty(KEPT_URL);
        if (url == null) {
            url = start(text(context.getValue(FOLDER)));
            System.setProperty(KEPT_URL, url);
        }
        return List.of(new PropertiesConfigSource(
                Map.of(
                        URL,
                        url,
                        "quarkus.datasource.username",
                        "postgres",
                        "quarkus.datasource.password",
                        "postgres",
                        KEY_SET,
                        Path.of(System.getProperty(KEPT_FOLDER), "key-set.json").toString()),
                "embedded database",
                BELOW_EVERY_OTHER_SOURCE));
    }

    /** Returns when the embedded database answers, or at once when there is none. */
    static void awaitStarted() {
        EmbeddedDatabase database = starting;
        if (database != null) {
            database.awaitStarted();
        }
    }

    private static String start(String folder) {
        Path kept = folder.isBlank() ? temporary() : Path.of(folder);
        System.setProperty(KEPT_FOLDER, kept.toString());
        EmbeddedDatabase database = EmbeddedDatabase.startIn(kept);
        starting = database;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> closeAfterService(database), "embedded-database-stop"));
        return database.jdbcUrl();
    }

    /** Shutdown hooks run side by side; the service must not lose its database while it stops. */
    private static void closeAfterService(EmbeddedDatabase database) {
        Application service = Application.currentApplication();
        if (service != null) {
            CompletableFuture.runAsync(service::awaitShutdown)
                    .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
        database.close();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("adjudge-database-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(@Nullable ConfigValue value) {
        return value == null || value.getValue() == null ? "" : value.getValue();
    }
}
