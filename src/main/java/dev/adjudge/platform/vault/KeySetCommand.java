package dev.adjudge.platform.vault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * Makes a key set's file and changes its keys: {@code create}, {@code rotate} (a new key that seals from the next start on), or, for
 * several services at work, the two steps of that with a restart of all between: {@code add} and {@code promote}.
 */
public final class KeySetCommand {

    private KeySetCommand() {}

    /** @param args what to do, the file, and the URI of the KMS key it is encrypted with if it is */
    public static void main(String... args) throws GeneralSecurityException {
        if (args.length < 2) {
            System.err.println("KeySetCommand create|rotate|add|promote FILE [KMS_URI]");
            System.exit(2);
        }
        System.out.println(run(args[0], Path.of(args[1]), args.length > 2 ? args[2] : null));
    }

    static String run(String what, Path file, @Nullable String kmsUri) throws GeneralSecurityException {
        if (what.equals("create") && Files.exists(file)) {
            throw new IllegalStateException(file + " is there already; what was sealed with it needs it");
        }
        KeySet keys =
                switch (what) {
                    case "create" -> KeySet.generate();
                    case "add" -> KeySource.read(file, kmsUri).withNewKey();
                    case "promote" -> KeySource.read(file, kmsUri).withLatestPrimary();
                    case "rotate" -> KeySource.read(file, kmsUri).withNewKey().withLatestPrimary();
                    default ->
                        throw new IllegalArgumentException(
                                "There is no " + what + "; there are create, rotate, add and promote");
                };
        KeySource.write(file, keys, kmsUri);
        return file + ": key " + keys.primary() + " seals from the next start on";
    }
}
