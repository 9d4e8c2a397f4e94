package dev.adjudge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server that a killed service left behind, told from others by the data it names. */
class OrphanTest {

    private Path data = Path.of("");
    private @Nullable Process server;

    @BeforeEach
    void aFolderOfData(@TempDir Path folder) throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
    }

    @AfterEach
    void end() {
        if (server != null) {
            server.destroyForcibly();
        }
    }

    @Test
    void stops_the_server_of_these_data() throws IOException {
        Process ours = server(data);

        EmbeddedDatabase.stopOrphan(data);

        assertThat(ours.isAlive()).isFalse();
    }

    @Test
    void leaves_the_server_of_other_data_alone_that_has_got_the_number() throws IOException {
        Process other = server(data.resolveSibling("others"));

        EmbeddedDatabase.stopOrphan(data);

        assertThat(other.isAlive()).isTrue();
    }

    /** A process of that name which waits for input that never comes. */
    private Process server(Path itsData) throws IOException {
        Path program = Files.copy(Path.of("/bin/bash"), data.resolveSibling("postgres"));
        Process started = new ProcessBuilder(program.toString(), "-c", "read", "-D", itsData.toString()).start();
        server = started;
        Files.writeString(data.resolve("postmaster.pid"), started.pid() + "\n");
        return started;
    }
}
