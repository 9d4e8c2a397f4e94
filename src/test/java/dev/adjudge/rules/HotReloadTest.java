package dev.adjudge.rules;

import static dev.adjudge.fact.CampaignBuilder.aCampaign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.adjudge.decision.Proposal;
import dev.adjudge.fact.CampaignFacts;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(HotReloadTest.InFolders.class)
class HotReloadTest {

    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
    private static final String CPL_CELL = "_proposals_high_cpl_pause_in2";

    /** The shipped files, in folders where a test may edit them. */
    public static final class InFolders implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Path folder = copied();
            return Map.of(
                    "adjudge.rules.folder", folder.resolve("rules").toString(),
                    "adjudge.dmn.folder", folder.resolve("dmn").toString());
        }

        private static Path copied() {
            try {
                Path folder = Files.createTempDirectory("adjudge-rules-");
                write(folder, Releases.shippedFiles());
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Inject
    LiveRules rules;

    @Inject
    DataSource database;

    @ConfigProperty(name = "adjudge.rules.folder")
    String rulesFolder;

    private final CampaignFacts costing45 =
            aCampaign("summer").withCostPerLead("45").build();
    private long shipped;

    @BeforeEach
    @AfterEach
    void start_and_end_with_the_shipped_rules() throws IOException {
        write(folder(), Releases.shippedFiles());
        try (Stream<Path> files = Files.list(folder().resolve("rules/guardrails"))) {
            for (Path file : files.filter(each -> each.endsWith("odd.drl")).toList()) {
                Files.delete(file);
            }
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(rules.live().ref().hash())
                    .isEqualTo(Releases.shippedFiles().hash());
            assertThat(rules.problems()).isEmpty();
        });
        shipped = rules.live().ref().id();
    }

    @Test
    void a_saved_threshold_is_live_within_two_seconds() throws IOException, SQLException {
        assertThat(rules.live().propose(costing45)).isEmpty();

        edit(Edited.RULES, Edited.cell(CPL_CELL, "> 40"));

        await().atMost(TWO_SECONDS).untilAsserted(() -> assertThat(rules.live().propose(costing45))
                .extracting(Proposal::rule, Proposal::reason)
                .containsExactly(org.assertj.core.api.Assertions.tuple(
                        "High CPL Pause", "CPL 45.00 over 7 days is above 40 with 10 conversions and 450.00 spent")));
        assertThat(text("SELECT string_agg(state, ',' ORDER BY id) FROM releases WHERE id IN (" + shipped + ", "
                        + rules.live().ref().id() + ")"))
                .isEqualTo("retired,live");
        assertThat(
                        text(
                                "SELECT conditions ->> 'CPL, 7 days' FROM optimization_rules WHERE rule_name = 'High CPL Pause'"))
                .isEqualTo("> 40");
    }

    @Test
    void the_same_files_are_the_same_release_and_earlier_ones_can_be_asked() throws IOException {
        edit(Edited.RULES, Edited.cell(CPL_CELL, "> 41"));
        await().atMost(TWO_SECONDS).until(() -> rules.live().ref().id() != shipped);
        long edited = rules.live().ref().id();

        write(folder(), Releases.shippedFiles());
        await().atMost(TWO_SECONDS).until(() -> rules.live().ref().id() == shipped);

        assertThat(rules.release(edited).propose(costing45)).hasSize(1);
        assertThat(rules.release(edited).ref().id()).isEqualTo(edited);
        assertThat(rules.release(edited)).isSameAs(rules.release(edited));
        assertThat(rules.live().propose(costing45)).isEmpty();
    }

    @Test
    void an_editor_may_write_beside_and_rename() throws IOException {
        Path beside = folder().resolve("dmn/.campaign-optimization.dmn.swp");
        Files.writeString(
                beside,
                Releases.filesWith(Edited.RULES, Edited.cell(CPL_CELL, "> 42"))
                        .contents()
                        .get(Edited.RULES));

        Files.move(beside, folder().resolve(Edited.RULES), StandardCopyOption.REPLACE_EXISTING);

        await().atMost(TWO_SECONDS).until(() -> !rules.live().propose(costing45).isEmpty());
    }

    @Test
    void a_broken_file_changes_nothing_and_is_reported_with_its_place() throws IOException {
        edit(Edited.RULES, Edited.cell(CPL_CELL, ">> 50"));

        await().atMost(TWO_SECONDS)
                .untilAsserted(
                        () -> assertThat(rules.problems())
                                .anySatisfy(
                                        problem -> assertThat(problem.toString())
                                                .startsWith(
                                                        "dmn/campaign-optimization.dmn, table Proposals, row 1, column CPL, 7 days: \">> 50\"")));
        assertThat(rules.live().ref().id()).isEqualTo(shipped);
    }

    @Test
    void a_guardrail_that_is_added_and_removed_counts() throws IOException, SQLException {
        Path file = folder().resolve("rules/guardrails/odd.drl");
        Files.writeString(
                file,
                ClosedWhenInDoubtTest.odd("limits", "$wanted : Proposal(pauses)", "outcome.hold($wanted, \"no\");"));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> rules.live().ruleIds().containsKey("Odd one"));
        assertThat(text("SELECT is_active::text FROM optimization_rules WHERE rule_name = 'Odd one'"))
                .isEqualTo("true");

        Files.delete(file);

        await().atMost(TWO_SECONDS).until(() -> !rules.live().ruleIds().containsKey("Odd one"));
        assertThat(text("SELECT is_active::text FROM optimization_rules WHERE rule_name = 'Odd one'"))
                .isEqualTo("false");
    }

    @Test
    void an_emptied_folder_leaves_the_rules_that_were_live() throws IOException {
        Path file = folder().resolve(Edited.LIMITS);
        Files.delete(file);

        await().atMost(TWO_SECONDS).untilAsserted(() -> assertThat(rules.problems())
                .extracting(RuleProblem::message)
                .containsExactly("0 models are named \"Guardrail Limits\", exactly 1 must be"));
        assertThat(rules.live().ref().id()).isEqualTo(shipped);
    }

    @Test
    void registers_every_rule_of_the_live_release() throws SQLException {
        assertThat(text("SELECT string_agg(rule_type || ' ' || n, ', ' ORDER BY rule_type) FROM (SELECT rule_type,"
                        + " count(*) n FROM optimization_rules WHERE is_active GROUP BY rule_type) t"))
                .isEqualTo("alert 22, approval 2, gate 4, guardrail 44, limit 2, moderation 10, proposal 8");
        assertThat(rules.live().ruleIds()).hasSize(92);
        assertThat(text("SELECT platform || ' ' || actions || ' ' || service_time_gating FROM optimization_rules"
                        + " WHERE rule_name = 'Low ROAS Budget Reduce'"))
                .isEqualTo("google_ads {\"limit\": 50, \"action\": \"budget_reduce\", \"changePercent\": -25}"
                        + " {\"google_ads\": {\"minimumDays\": 14, \"minimumImpressions\": 1000}}");
        assertThat(text("SELECT count(*) FROM release_files WHERE release_id = " + shipped))
                .isEqualTo("26");
    }

    private void edit(String path, UnaryOperator<String> change) throws IOException {
        Files.writeString(
                folder().resolve(path),
                Releases.filesWith(path, change).contents().get(path));
    }

    private static void write(Path folder, RuleFiles files) throws IOException {
        for (Map.Entry<String, String> file : new TreeMap<>(files.contents()).entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
        }
    }

    private Path folder() {
        return java.util.Objects.requireNonNull(Path.of(rulesFolder).getParent());
    }

    private String text(String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return String.valueOf(row.getString(1));
        }
    }
}
