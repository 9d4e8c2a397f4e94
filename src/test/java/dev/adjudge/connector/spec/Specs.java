package dev.adjudge.connector.spec;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The platforms' own descriptions of their APIs, where the folder with them is there. */
final class Specs {

    private Specs() {}

    static JsonNode json(String file) throws IOException {
        return (file.endsWith(".yaml") ? new YAMLMapper() : new JsonMapper()).readTree(text(file));
    }

    static String text(String file) throws IOException {
        Path path = Path.of(System.getProperty("adjudge.shared.data", "../shared/data"), "specs", file);
        assumeTrue(Files.exists(path), "No official specification at " + path + " (-Dadjudge.shared.data=…): skipped");
        return Files.readString(path);
    }
}
