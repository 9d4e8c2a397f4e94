package dev.adjudge.platform;

import io.quarkus.runtime.ExecutionMode;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** With a certificate set, the service speaks TLS 1.3 and nothing else: no older TLS, and no plain HTTP beside it. */
public final class TlsConfig implements ConfigSourceFactory {

    private static final String CERTIFICATE = "adjudge.tls.certificate";
    private static final String KEY = "adjudge.tls.key";
    private static final int ABOVE_APPLICATION_PROPERTIES = 260;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (ExecutionMode.current() != ExecutionMode.RUNTIME_INIT) {
            return List.of();
        }
        String certificate = text(context.getValue(CERTIFICATE));
        String key = text(context.getValue(KEY));
        if (certificate.isBlank() && key.isBlank()) {
            return List.of();
        }
        return List.of(new PropertiesConfigSource(
                Map.of(
                        "quarkus.tls.adjudge.key-store.pem.0.cert", readable(CERTIFICATE, certificate),
                        "quarkus.tls.adjudge.key-store.pem.0.key", readable(KEY, key),
                        "quarkus.tls.adjudge.protocols", "TLSv1.3",
                        // A certificate that was renewed in its place is used without a restart.
                        "quarkus.tls.adjudge.reload-period", "1h",
                        "quarkus.http.tls-configuration-name", "adjudge",
                        "quarkus.http.insecure-requests", "disabled"),
                "TLS",
                ABOVE_APPLICATION_PROPERTIES));
    }

    private static String readable(String setting, String file) {
        if (file.isBlank()) {
            throw new IllegalArgumentException(setting + " is not set; TLS needs both " + CERTIFICATE
                    + " (the chain, PEM) and " + KEY + " (its private key, PEM)");
        }
        if (!Files.isReadable(Path.of(file))) {
            throw new IllegalArgumentException(
                    setting + " is " + file + ", which is not a file that can be read; give the path of a PEM file");
        }
        return file;
    }

    private static String text(@Nullable ConfigValue value) {
        return value == null || value.getValue() == null ? "" : value.getValue();
    }
}
