package dev.adjudge.platform.vault;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the key set is that texts at rest are sealed with. */
@ConfigMapping(prefix = "adjudge.vault")
interface VaultSettings {

    /** The file with the key set, in Tink's JSON. */
    Optional<Path> keySetFile();

    /** The key set itself: meant for an environment variable. */
    Optional<String> keySet();

    /** The key in a key management service that the key set is encrypted with: {@code aws-kms://…}, {@code gcp-kms://…}. */
    Optional<String> kmsUri();

    /** Beside the embedded database: made at the first start when nothing else is named. Not for people to set. */
    Optional<Path> ownFile();
}
