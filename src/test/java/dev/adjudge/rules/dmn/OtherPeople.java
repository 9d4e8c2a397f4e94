package dev.adjudge.rules.dmn;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Models and cases that others wrote. They lie beside the project, are not part of it, and may be missing. */
public final class OtherPeople {

    private static final Path FOLDER = Path.of(System.getProperty("adjudge.shared.data", "../shared/data"));

    private OtherPeople() {}

    public static Path folder(String name) {
        Path folder = FOLDER.resolve(name);
        Assumptions.assumeTrue(
                Files.isDirectory(folder),
                () -> "Skipped: " + folder.toAbsolutePath().normalize() + " is not there");
        return folder;
    }
}
