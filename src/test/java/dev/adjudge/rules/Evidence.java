package dev.adjudge.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps tests honest: a rule that a test names with {@link Fires} did speak in it, one with {@link Spares} did not. */
final class Evidence implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

    private static final ThreadLocal<Set<String>> SPOKE = ThreadLocal.withInitial(HashSet::new);

    static void spoke(Set<String> rules) {
        SPOKE.get().addAll(rules);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        SPOKE.get().clear();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            return;
        }
        Optional<Fires> fires = context.getTestMethod().map(method -> method.getAnnotation(Fires.class));
        Optional<Spares> spares = context.getTestMethod().map(method -> method.getAnnotation(Spares.class));
        fires.ifPresent(named ->
                assertThat(SPOKE.get()).as("rules that spoke in this test").contains(named.value()));
        spares.ifPresent(named ->
                assertThat(SPOKE.get()).as("rules that spoke in this test").doesNotContain(named.value()));
    }
}
