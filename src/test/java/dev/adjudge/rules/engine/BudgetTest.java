package dev.adjudge.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.kie.dmn.feel.lang.impl.ExecutionFrameImpl;

class BudgetTest {

    private static final int MANY = 100;
    private static final int KILOBYTE = 1_000;

    @Test
    void a_scope_that_outlives_its_evaluation_counts_against_whoever_uses_it() {
        Allowance fiftyKilobytes = new Allowance(Duration.ofSeconds(3), 50 * KILOBYTE, 1_000, 1_000);
        ExecutionFrameImpl kept = Budget.within(fiftyKilobytes, () -> new ExecutionFrameImpl(null));
        assertThat(new byte[MANY * KILOBYTE]).as("what others allocate later").isNotEmpty();

        Allowance enough = new Allowance(Duration.ofSeconds(3), 1_000 * KILOBYTE, 1_000, 1_000);
        assertThat(Budget.within(enough, () -> usedOften(kept))).isTrue();
        assertThatThrownBy(() -> Budget.within(fiftyKilobytes, () -> {
                    assertThat(new byte[MANY * KILOBYTE]).isNotEmpty();
                    return usedOften(kept);
                }))
                .isInstanceOf(Exhausted.class);
    }

    private static boolean usedOften(ExecutionFrameImpl frame) {
        for (int i = 0; i < MANY; i++) {
            frame.getValue("x");
        }
        return true;
    }
}
