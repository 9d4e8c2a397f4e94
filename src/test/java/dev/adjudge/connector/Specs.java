package dev.adjudge.connector;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The platforms' own descriptions of their APIs, where the folder with them is there. */
public final class Specs {

    private Specs() {}

    public static JsonNode json(String file) throws IOException {
        return new JsonMapper().readTree(text(file));
    }

    public static String text(String file) throws IOException {
        Path path = Path.of(System.getProperty("adjudge.shared.data", "../shared/data"), "specs", file);
        assumeTrue(Files.exists(path), "No official specification at " + path + " (-Dadjudge.shared.data=…): skipped");
        return Files.readString(path);
    }
}
