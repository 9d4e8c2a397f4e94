package dev.adjudge.rules.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.kie.api.io.Resource;
import org.kie.dmn.api.core.DMNMessage;
import org.kie.dmn.api.core.DMNMessageType;
import org.kie.dmn.api.marshalling.DMNMarshaller;
import org.kie.dmn.backend.marshalling.v1x.DMNMarshallerFactory;
import org.kie.dmn.core.impl.DMNMessageImpl;
import org.kie.dmn.model.api.DecisionTable;
import org.kie.dmn.model.api.Definitions;
import org.kie.dmn.validation.DMNValidator;
import org.kie.dmn.validation.DMNValidator.Validation;
import org.kie.dmn.validation.DMNValidatorFactory;

/** All that KIE's validator can say of DMN models. It is slow to load, and loaded when it is first used. */
public final class Validator {

    private static final DMNValidator KIE = DMNValidatorFactory.newValidator(List.of(new BoundedFeel()));

    /**
     * The analysis of a table visits each region between the bounds of its columns and compares the rows there, and
     * nothing stops it. Measured for rows that all overlap: it takes up to 3 s within these bounds, 15 s for 200 rows.
     */
    private static final int MOST_ROWS = 100;

    private static final double MOST_COMPARISONS = 1e8;

    private Validator() {}

    /**
     * What may be wrong with these models, which may import each other: where one departs from the XML schema or the rules
     * of modelling, what compiling it says, gaps and overlaps of its tables. These are not looked for when a table tests so
     * many different things that it would take too long.
     *
     * @param files the XML by path or URI
     */
    public static List<DMNMessage> validate(Map<String, String> files) {
        List<DMNMessage> messages = schema(files);
        Map<String, Definitions> models;
        try {
            models = models(files);
            if (models.containsValue(null)) {
                throw new IllegalStateException("no DMN definitions");
            }
        } catch (RuntimeException unreadable) {
            return messages.isEmpty() ? List.of(failed(unreadable)) : messages;
        }
        List<Validation> wanted = new ArrayList<>(List.of(Validation.VALIDATE_COMPILATION));
        List<DecisionTable> tooLarge = models.values().stream()
                .flatMap(Validator::tables)
                .filter(Validator::tooLarge)
                .toList();
        if (tooLarge.isEmpty()) {
            wanted.add(Validation.ANALYZE_DECISION_TABLE);
        } else {
            messages.add(new DMNMessageImpl(
                    DMNMessage.Severity.INFO,
                    "Gaps and overlaps were not looked for: a table has more than " + MOST_ROWS
                            + " rows, or many conditions in many columns",
                    DMNMessageType.DECISION_TABLE_ANALYSIS,
                    tooLarge.get(0)));
        }
        // The rules of modelling fail over several models at once, so each is looked at by itself; one that imports
        // can't be.
        models.forEach((path, model) -> {
            if (model.getImport().isEmpty()) {
                Map<String, String> alone = new LinkedHashMap<>(files);
                alone.keySet().retainAll(Set.of(path));
                messages.addAll(validate(List.of(Validation.VALIDATE_MODEL), alone));
            }
        });
        messages.addAll(validate(wanted, files));
        return messages;
    }

    private static List<DMNMessage> validate(List<Validation> wanted, Map<String, String> files) {
        try {
            return KIE.validateUsing(wanted.toArray(Validation[]::new))
                    .theseModels(Engine.resources(files).toArray(Resource[]::new));
        } catch (Exhausted e) {
            throw e;
        } catch (RuntimeException e) {
            return List.of(failed(e));
        }
    }

    private static DMNMessage failed(RuntimeException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new DMNMessageImpl(
                DMNMessage.Severity.ERROR,
                "The models can't be read together: " + cause.getMessage(),
                DMNMessageType.INVALID_SYNTAX,
                null);
    }

    /** Where these files depart from the XML schema of their version of DMN. */
    public static List<DMNMessage> schema(Map<String, String> files) {
        List<DMNMessage> messages = new ArrayList<>();
        for (Resource file : Engine.resources(files)) {
            messages.addAll(KIE.validate(file, Validation.VALIDATE_SCHEMA));
        }
        return messages;
    }

    private static Map<String, Definitions> models(Map<String, String> files) {
        DMNMarshaller marshaller = DMNMarshallerFactory.newDefaultMarshaller();
        Map<String, Definitions> models = new LinkedHashMap<>();
        files.forEach((path, xml) -> models.put(path, marshaller.unmarshal(xml)));
        return models;
    }

    private static Stream<DecisionTable> tables(Definitions model) {
        return model.findAllChildren(DecisionTable.class).stream().map(DecisionTable.class::cast);
    }

    private static boolean tooLarge(DecisionTable table) {
        int rows = table.getRule().size();
        double regions = 1;
        for (int column = 0; column < table.getInput().size(); column++) {
            int at = column;
            long tests = table.getRule().stream()
                    .filter(rule -> at < rule.getInputEntry().size())
                    .map(rule -> rule.getInputEntry().get(at).getText())
                    .filter(test -> test != null && !test.strip().equals("-"))
                    .distinct()
                    .count();
            regions *= 2 * tests + 1;
        }
        return rows > MOST_ROWS || regions * rows * rows > MOST_COMPARISONS;
    }
}
