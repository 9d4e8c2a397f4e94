package dev.adjudge.ai;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The authorities of one's own that all other clients trust: this one is made at run time, and would not know of them. */
final class ModelTrust {

    private static final String STORE = "quarkus.rest-client.trust-store";

    private ModelTrust() {}

    static Optional<KeyStore> store() {
        Config settings = ConfigProvider.getConfig();
        return settings.getOptionalValue(STORE, String.class).map(place -> {
            File file = place.startsWith("file:") ? new File(URI.create(place)) : new File(place);
            String password =
                    settings.getOptionalValue(STORE + "-password", String.class).orElse("");
            try {
                return KeyStore.getInstance(file, password.toCharArray());
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException(
                        "The trust store of " + STORE + ", " + place + ", can't be opened: " + e.getMessage(), e);
            }
        });
    }
}
