package dev.adjudge.rules.dmn;

import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.rules.FactContext;
import dev.adjudge.rules.ReleaseLife;
import dev.adjudge.rules.ReleaseLife.RuleFile;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNType;

/** Makes a test of what a campaign once was, and of what the rules then came to. */
@ApplicationScoped
public class TestMaker {

    private static final String MODEL = "Campaign Optimization";
    private static final List<String> EXPECTED =
            List.of(CsvTests.EXPECTED + "Proposals.rule", CsvTests.EXPECTED + "Proposals.action");
    private static final int LONGEST_NAME = 200;

    private final ReleaseModels models;
    private final ReleaseLife releases;

    TestMaker(ReleaseModels models, ReleaseLife releases) {
        this.models = models;
        this.releases = releases;
    }

    /**
     * A test, as a line of its file.
     *
     * @param release the draft that it was written into; the one whose file it would fit, when it was written nowhere
     * @param line from 1
     * @param cells what the line says, by column
     * @param csv the line itself
     */
    public record Made(long release, String file, int line, Map<String, String> cells, String csv) {}

    /**
     * The test, for whoever wants to copy it.
     *
     * @param decidedBy the release that says what is expected
     */
    public Made show(CampaignFacts facts, long decidedBy, String name) {
        long live = models.number(null);
        return make(facts, decidedBy, name, live, releases.contents(live)).made;
    }

    /**
     * Writes the test into a draft.
     *
     * @throws Problem 409 when it is no draft, or has a test of this name
     */
    public Made add(CampaignFacts facts, long decidedBy, String name, long draft, Caller caller) {
        Map<String, String> files = releases.contents(draft);
        Written written = make(facts, decidedBy, name, draft, files);
        String before = files.get(written.made.file());
        releases.put(
                draft,
                written.made.file(),
                written.content,
                before == null ? null : RuleFile.of(before).tag(),
                caller);
        return written.made;
    }

    private record Written(Made made, String content) {}

    private Written make(CampaignFacts facts, long decidedBy, String asked, long release, Map<String, String> files) {
        String name = asked.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            String detail = "A test's name has 1 to " + LONGEST_NAME + " characters, no control characters";
            throw Problem.wrong(detail, new FieldError("/name", detail));
        }
        DecisionModel model = models.model(MODEL, decidedBy);
        String path = RuleTests.FOLDER + model.source().replaceFirst("^dmn/(.*)\\.dmn$", "$1") + ".csv";
        String before = files.getOrDefault(path, "");
        CsvTests.Sheet sheet = CsvTests.Sheet.of(before, path);
        if (sheet.has(name)) {
            throw Problem.conflict(path + " of release " + release + " has a test '" + name + "'; give another name");
        }
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put(CsvTests.NAME, name);
        cells.putAll(inputs(facts, model, files.getOrDefault(model.source(), model.xml()), sheet));
        cells.putAll(expected(facts, model, sheet));
        CsvTests.Appended appended = sheet.with(cells);
        return new Written(new Made(release, path, appended.line(), cells, appended.csv()), appended.content());
    }

    /** Figures that the file has a column for, or that the model looks at. */
    private static Map<String, String> inputs(
            CampaignFacts facts, DecisionModel model, String xml, CsvTests.Sheet sheet) {
        Map<String, String> known = new LinkedHashMap<>();
        Map<String, Object> seen = FactContext.of(facts);
        model.inputs().wanted(null).forEach((name, type) -> leaves(name, type, seen.get(name), known));
        known.keySet()
                .removeIf(path -> !sheet.columns().contains(path)
                        && !Pattern.compile("(?<![\\w.])" + Pattern.quote(path) + "(?![\\w.])")
                                .matcher(xml)
                                .find());
        return known;
    }

    private static void leaves(String path, DMNType type, @Nullable Object value, Map<String, String> known) {
        if (value instanceof Map<?, ?> entries) {
            type.getFields().forEach((name, field) -> leaves(path + "." + name, field, entries.get(name), known));
        } else if (value instanceof BigDecimal number) {
            known.put(
                    path,
                    number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
        } else if (value != null) {
            known.put(path, value.toString());
        }
    }

    private static Map<String, String> expected(CampaignFacts facts, DecisionModel model, CsvTests.Sheet sheet) {
        DmnResult result = model.explain(new Question(plain(FactContext.of(facts)), null, false));
        Map<String, String> expected = new LinkedHashMap<>();
        for (String column : sheet.columns()) {
            if (column.startsWith(CsvTests.EXPECTED)) {
                expected.put(column, CsvTests.came(result, column));
            }
        }
        EXPECTED.forEach(column -> expected.putIfAbsent(column, CsvTests.came(result, column)));
        return expected;
    }

    private static Map<String, @Nullable Object> plain(Map<String, Object> facts) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        facts.forEach((name, value) -> plain.put(name, Objects.requireNonNullElse(Plain.of(value), value)));
        return plain;
    }
}
