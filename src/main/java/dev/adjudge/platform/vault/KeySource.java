package dev.adjudge.platform.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the key set comes from: a file, an environment variable, or beside the embedded database; encrypted by a KMS or not. */
@Singleton
class KeySource {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final VaultSettings settings;

    KeySource(VaultSettings settings) {
        this.settings = settings;
    }

    /**
     * The key set that is there; empty when none is.
     *
     * @throws IllegalStateException when what is configured can't be used
     */
    Optional<KeySet> read() {
        if (settings.keySet().isPresent() && settings.keySetFile().isPresent()) {
            throw new IllegalStateException(
                    "adjudge.vault.key-set and adjudge.vault.key-set-file are both set; only one"
                            + " can be what texts are sealed with: leave out the other");
        }
        if (settings.keySet().isPresent()) {
            return Optional.of(parse(settings.keySet().get(), settings.kmsUri().orElse(null), "adjudge.vault.key-set"));
        }
        if (settings.keySetFile().isPresent()) {
            Path file = settings.keySetFile().get();
            if (!Files.exists(file)) {
                throw new IllegalStateException("adjudge.vault.key-set-file names " + file
                        + ", which is not there; make it with KeySetCommand create, or with tinkey");
            }
            return Optional.of(read(file, settings.kmsUri().orElse(null)));
        }
        return settings.ownFile()
                .filter(Files::exists)
                .map(file -> read(file, settings.kmsUri().orElse(null)));
    }

    /** Makes one beside the embedded database; empty when there is no such place. */
    Optional<KeySet> make() {
        return settings.ownFile().map(file -> {
            try {
                KeySet made = KeySet.generate();
                write(file, made, settings.kmsUri().orElse(null));
                return made;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("No key set could be made: " + e.getMessage(), e);
            }
        });
    }

    /** For messages. */
    String place() {
        return settings.keySet().isPresent()
                ? "adjudge.vault.key-set"
                : settings.keySetFile()
                        .or(settings::ownFile)
                        .map(Path::toString)
                        .orElse("nowhere");
    }

    static KeySet read(Path file, @Nullable String kmsUri) {
        try {
            return parse(Files.readString(file), kmsUri, file.toString());
        } catch (IOException e) {
            throw new IllegalStateException("The key set " + file + " can't be read: " + e, e);
        }
    }

    /** In one step, for nobody but the owner to read. */
    static void write(Path file, KeySet keys, @Nullable String kmsUri) {
        try {
            String json = keys.toJson(kmsUri == null ? null : kms(kmsUri));
            Path folder = file.toAbsolutePath().getParent();
            Path beside =
                    Files.createTempFile(folder, "key-set-", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.write(beside, json.getBytes(StandardCharsets.UTF_8));
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The key set can't be written to " + file + ": " + e, e);
        }
    }

    private static KeySet parse(String json, @Nullable String kmsUri, String place) {
        try {
            return KeySet.parse(json, kmsUri == null ? null : kms(kmsUri));
        } catch (GeneralSecurityException e) {
            // Tink's message may quote what it read.
            String why = e.getMessage() != null && e.getMessage().startsWith("key ") ? ": " + e.getMessage() : "";
            throw new IllegalStateException("The key set in " + place + " can't be used"
                    + (kmsUri == null
                            ? ". It must be an unencrypted key set in Tink's JSON; for an encrypted one set adjudge.vault.kms-uri"
                            : ". It must be a key set in Tink's JSON, encrypted with " + kmsUri)
                    + why);
        }
    }

    private static Aead kms(String uri) throws GeneralSecurityException {
        for (KmsClient client : ServiceLoader.load(KmsClient.class)) {
            if (client.doesSupport(uri)) {
                return client.withDefaultCredentials().getAead(uri);
            }
        }
        throw new IllegalStateException("adjudge.vault.kms-uri is " + uri
                + ", for which there is no client; build with -Paws-kms for aws-kms://… or -Pgcp-kms for gcp-kms://…");
    }
}
