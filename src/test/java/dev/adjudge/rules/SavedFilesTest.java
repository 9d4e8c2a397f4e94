package dev.adjudge.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.adjudge.platform.Limit;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Files that are changed on disk where that does not make them live, which is the default. */
@QuarkusTest
@TestProfile(SavedFilesTest.AsDrafts.class)
class SavedFilesTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String CPL_CELL = "_proposals_high_cpl_pause_in2";

    public static final class AsDrafts implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(new HotReloadTest.InFolders().getConfigOverrides());
            settings.put("adjudge.rules.saved-files", "draft");
            return settings;
        }
    }

    @Inject
    LiveRules rules;

    @Inject
    ReleaseStore store;

    @ConfigProperty(name = "adjudge.dmn.folder")
    String dmnFolder;

    @Test
    void a_saved_file_is_a_draft_that_later_saves_change_until_somebody_takes_it_up() throws IOException {
        long live = rules.live().ref().id();
        Path file = Path.of(dmnFolder).resolve("campaign-optimization.dmn");
        String shipped = Files.readString(file);

        Files.writeString(file, Edited.cell(CPL_CELL, "> 37").apply(shipped));
        await().atMost(SOON).until(() -> newest().state() == Release.State.DRAFT);
        Release draft = newest();
        assertThat(draft.author()).isEqualTo("service");
        assertThat(draft.from()).isEqualTo(live);
        assertThat(store.files(draft.id()).contents().get(Edited.RULES)).contains("&gt; 37");

        Files.writeString(file, "<broken");
        await().atMost(SOON)
                .until(() -> "<broken".equals(store.files(draft.id()).contents().get(Edited.RULES)));
        assertThat(newest().id()).isEqualTo(draft.id());

        Files.writeString(file, shipped);
        await().atMost(SOON).until(() -> store.folder()
                .equals(java.util.Optional.of(rules.live().ref().hash())));
        assertThat(newest().id()).isEqualTo(draft.id());
        assertThat(rules.live().ref().id()).isEqualTo(live);
        assertThat(rules.problems()).isEmpty();
    }

    private Release newest() {
        return store.page(Limit.of(1), null).items().get(0);
    }
}
