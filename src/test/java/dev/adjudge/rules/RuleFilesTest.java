package dev.adjudge.rules;

import static dev.adjudge.fact.CampaignBuilder.AT;
import static dev.adjudge.fact.CampaignBuilder.aCampaign;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.decision.Proposal;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.decision.Verdict;
import dev.adjudge.fact.AccountFacts;
import dev.adjudge.fact.CampaignFacts;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kie.api.builder.Message;
import org.kie.dmn.validation.DMNValidator;
import org.kie.dmn.validation.DMNValidatorFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The shipped files themselves. */
class RuleFilesTest {

    @ParameterizedTest
    @ValueSource(strings = {Edited.RULES, Edited.LIMITS})
    void are_valid_dmn(String file) {
        assertThat(DMNValidatorFactory.newValidator()
                        .validate(
                                Path.of(file).toFile(),
                                DMNValidator.Validation.VALIDATE_SCHEMA,
                                DMNValidator.Validation.VALIDATE_MODEL,
                                DMNValidator.Validation.VALIDATE_COMPILATION,
                                DMNValidator.Validation.ANALYZE_DECISION_TABLE))
                .filteredOn(message -> message.getLevel() == Message.Level.ERROR)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {Edited.RULES, Edited.LIMITS})
    void have_a_place_in_the_diagram_for_every_node_and_line(String file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element root =
                factory.newDocumentBuilder().parse(Path.of(file).toFile()).getDocumentElement();

        List<String> nodes = new ArrayList<>(ids(root, "decision", "id"));
        nodes.addAll(ids(root, "inputData", "id"));

        assertThat(ids(root, "DMNShape", "dmnElementRef")).containsExactlyInAnyOrderElementsOf(nodes);
        assertThat(ids(root, "DMNEdge", "dmnElementRef"))
                .containsExactlyInAnyOrderElementsOf(ids(root, "informationRequirement", "id"));
    }

    @Test
    void have_the_eight_rules_in_the_order_of_the_table() {
        assertThat(Releases.shipped().rules().proposals().byName().keySet())
                .containsExactly(
                        "High CPL Pause",
                        "No Conversions Pause",
                        "Low ROAS Budget Reduce",
                        "Low ROAS Budget Reduce (Meta)",
                        "High ROAS Budget Increase",
                        "High ROAS Budget Increase (Google)",
                        "CTR Fatigue Alert",
                        "Engagement Drop Alert");
    }

    @Test
    void have_the_same_hash_whatever_wrote_them() {
        Map<String, String> windows = new LinkedHashMap<>();
        Releases.shippedFiles()
                .contents()
                .descendingMap()
                .forEach((path, text) -> windows.put(path.replace('/', '\\'), text.replace("\n", "\r\n")));

        assertThat(RuleFiles.of(windows).hash())
                .isEqualTo(Releases.shippedFiles().hash());
        assertThat(RuleFiles.of(windows).hash()).matches("sha256:[0-9a-f]{64}");
        assertThat(Releases.filesWith(Edited.RULES, xml -> xml.replace("50", "51"))
                        .hash())
                .isNotEqualTo(Releases.shippedFiles().hash());
    }

    @Test
    void decide_the_same_in_any_order_of_files_locale_and_time_zone() {
        List<CampaignFacts> campaigns = campaigns(300);
        List<Verdict> expected = judged(Releases.shipped(), campaigns);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));

            assertThat(judged(Releases.of(renamedBackwards()), campaigns)).isEqualTo(expected);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        assertThat(expected.stream().map(Verdict::word).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("allowed", "held", "suppressed");
    }

    @Test
    void are_explained_as_they_are_decided() {
        for (CampaignFacts facts : campaigns(2_000)) {
            List<?> decided = (List<?>) new DmnDecisionOf(Releases.shipped()).decide(facts);
            List<String> hits = Releases.shipped().trace(facts).stream()
                    .filter(RuleTrace::hit)
                    .map(RuleTrace::rule)
                    .toList();

            assertThat(decided.stream()
                            .map(row -> String.valueOf(((Map<?, ?>) row).get("rule")))
                            .toList())
                    .isEqualTo(hits);
            assertThat(Releases.shipped().propose(facts))
                    .extracting(Proposal::rule)
                    .isEqualTo(hits);
        }
    }

    /** What the DMN runtime alone says. */
    private record DmnDecisionOf(CompiledRelease release) {
        Object decide(CampaignFacts facts) {
            return java.util.Objects.requireNonNull(
                    release.rules().proposals().decision().decide(FactContext.of(facts)));
        }
    }

    /** The same guardrails in files that sort the other way round. */
    private static RuleFiles renamedBackwards() {
        Map<String, String> renamed = new TreeMap<>(Releases.shippedFiles().dmn());
        List<Map.Entry<String, String>> files =
                new ArrayList<>(Releases.shippedFiles().drl().entrySet());
        Collections.reverse(files);
        for (int i = 0; i < files.size(); i++) {
            String path = files.get(i).getKey();
            renamed.put(
                    path.substring(0, path.lastIndexOf('/')) + "/file-%02d.drl".formatted(i),
                    files.get(i).getValue());
        }
        return RuleFiles.of(renamed);
    }

    private static List<Verdict> judged(CompiledRelease release, List<CampaignFacts> campaigns) {
        List<Case> cases = new ArrayList<>();
        campaigns.forEach(facts -> {
            List<Proposal> proposals = release.propose(facts);
            if (!proposals.isEmpty()) {
                cases.add(new Case(facts, proposals));
            }
        });
        GuardedRun run = release.guard(new RunConditions(AT, 70, List.of()));
        Map<String, List<Case>> byAccount = new TreeMap<>(cases.stream()
                .collect(Collectors.groupingBy(each -> each.facts().campaign().platform())));
        byAccount.forEach((platform, ofPlatform) -> run.judge(
                new AccountFacts(platform, "act_1", 100, new BigDecimal("5000"), BigDecimal.ZERO), ofPlatform));
        return run.finish().stream()
                .flatMap(judged -> judged.verdicts().stream())
                .toList();
    }

    static List<CampaignFacts> campaigns(int count) {
        Random random = new Random(7);
        List<CampaignFacts> campaigns = new ArrayList<>();
        String[] platforms = {"meta", "google_ads", "klaviyo", "tiktok"};
        for (int i = 0; i < count; i++) {
            long seen = random.nextInt(20_000);
            long seenBefore = random.nextInt(20_000);
            var campaign = aCampaign("c" + i)
                    .on(platforms[random.nextInt(platforms.length)])
                    .withDailyBudget(String.valueOf(20 + random.nextInt(1_500)))
                    .launchedDaysAgo(random.nextInt(40))
                    .seenInFortnight(random.nextInt(4_000))
                    .withDataOfHoursAgo(random.nextInt(3) * 24L)
                    .seen(seen)
                    .clicked(seen / (20 + random.nextInt(80)))
                    .spending(random.nextInt(1_000) + "." + random.nextInt(10))
                    .converting(String.valueOf(random.nextInt(30)))
                    .earning(String.valueOf(random.nextInt(5_000)))
                    .afterAWeekOf(seenBefore, seenBefore / 30, String.valueOf(random.nextInt(30)));
            if (random.nextInt(10) == 0) {
                campaign.convertingNobodyKnowsHowOften();
            }
            if (random.nextInt(10) == 0) {
                campaign.withUnknownBudget();
            }
            if (random.nextInt(4) == 0) {
                campaign.budgetChangedByHand(random.nextInt(200), "100", String.valueOf(50 + random.nextInt(200)));
            }
            campaigns.add(campaign.build());
        }
        return campaigns;
    }

    private static List<String> ids(Element root, String element, String attribute) {
        NodeList found = root.getElementsByTagNameNS("*", element);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            ids.add(((Element) found.item(i)).getAttribute(attribute));
        }
        return ids;
    }
}
