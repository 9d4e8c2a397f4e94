package dev.adjudge.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A rule, a row or a guardrail, that nobody saw firing and sparing can't be shipped. */
class EveryRuleIsTestedTest {

    private static final JavaClasses TESTS = new ClassFileImporter().importPackagesOf(EveryRuleIsTestedTest.class);

    /** Rows of limits are figures: the guardrails that use them are the rules. */
    private static final Set<String> RULES = Releases.shipped().rules().register().stream()
            .filter(rule -> !rule.type().equals("limit"))
            .map(RegisteredRule::name)
            .collect(Collectors.toCollection(TreeSet::new));

    @Test
    void each_rule_has_a_case_where_it_fires() {
        Set<String> fired = new TreeSet<>();
        TESTS.stream()
                .flatMap(type -> type.getMethods().stream())
                .flatMap(method -> method.tryGetAnnotationOfType(Fires.class).stream())
                .forEach(fires -> fired.addAll(Arrays.asList(fires.value())));

        assertThat(fired).isEqualTo(RULES);
    }

    @Test
    void each_rule_has_a_case_that_it_spares() {
        Set<String> spared = new TreeSet<>();
        TESTS.stream()
                .flatMap(type -> type.getMethods().stream())
                .flatMap(method -> method.tryGetAnnotationOfType(Spares.class).stream())
                .forEach(spares -> spared.addAll(Arrays.asList(spares.value())));

        assertThat(spared).isEqualTo(RULES);
    }
}
