package dev.adjudge.platform;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Migration is the first that needs the database, and so the one that waits for the embedded one. */
@Singleton
final class EmbeddedDatabaseFirst implements FlywayConfigurationCustomizer {

    @Override
    public void customize(FluentConfiguration configuration) {
        EmbeddedDatabaseConfig.awaitStarted();
    }
}
