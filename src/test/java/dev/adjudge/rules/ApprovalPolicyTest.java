package dev.adjudge.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Approval;
import dev.adjudge.decision.Subject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who says yes to what is held. */
@ExtendWith(Evidence.class)
class ApprovalPolicyTest {

    private static final String FILE = "dmn/approval-policy.dmn";
    private static final String LARGE = "Approval of large raises";
    private static final String OTHERS = "Approval of all others";

    @Test
    @Fires(LARGE)
    @Spares(OTHERS)
    void more_than_two_hundred_a_day_is_for_an_admin() {
        Approval approval = asked(budget("100", "300.01"));

        assertThat(approval.approver()).isEqualTo("admin");
        assertThat(approval.deadline()).isEqualTo(Duration.ofHours(24));
        assertThat(approval.otherwise()).isEqualTo(Approval.Otherwise.REJECT);
    }

    @Test
    @Fires(OTHERS)
    @Spares(LARGE)
    void the_rest_is_for_an_operator() {
        assertThat(asked(budget("100", "300")).approver()).isEqualTo("operator");
        assertThat(asked(budget("900", "50")).approver()).isEqualTo("operator");
        assertThat(asked(budget(null, "1000")).approver()).isEqualTo("operator");
        Approval approval = asked(new Action.Pause("active"));
        assertThat(approval.remindAfter()).isEqualTo(Duration.ofHours(12));
        assertThat(approval.escalateAfter()).isEqualTo(Duration.ofHours(20));
        assertThat(approval.escalateTo()).isEqualTo("admin");
    }

    @Test
    void a_release_without_such_a_table_asks_an_operator() {
        Map<String, String> files = new TreeMap<>(Releases.shippedFiles().contents());
        files.remove(FILE);
        files.remove("dmn/tests/approval-policy.csv");

        assertThat(Releases.of(RuleFiles.of(files)).approval(subject(), new Action.Pause("active")))
                .isEqualTo(Approval.IN_DOUBT);
    }

    @Test
    void a_table_that_says_nothing_or_fails_is_no_way_round() {
        assertThat(Releases.with(FILE, Edited.cell("_approval_others_in1", "\"notify\""))
                        .approval(subject(), new Action.Pause("active")))
                .isEqualTo(Approval.IN_DOUBT);
    }

    @Test
    void an_approver_is_a_role_or_a_user() {
        assertThat(Releases.with(FILE, Edited.cell("_approval_others_out1", "\"user:anna\""))
                        .approval(subject(), new Action.Pause("active"))
                        .approver())
                .isEqualTo("user:anna");
        for (String wrong : new String[] {"\"anybody\"", "\"analyst\"", "null", "3", "\"user: \""}) {
            refused("_approval_others_out1", wrong, "must be who can approve");
        }
        refused("_approval_others_out2", "24.5", "whole number");
        refused("_approval_others_out2", "null", "plain number");
        refused("_approval_others_out5", "null", "must be who can approve");
        refused("_approval_others_out6", "\"ignore\"", "must be one of");
    }

    private static void refused(String cell, String text, String why) {
        BrokenRules broken = Objects.requireNonNull(
                catchThrowableOfType(BrokenRules.class, () -> Releases.with(FILE, Edited.cell(cell, text))), cell);
        assertThat(broken.problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(FILE);
            assertThat(problem.message()).contains(why);
        });
    }

    private static Approval asked(Action action) {
        Approval approval = Releases.shipped().approval(subject(), action);
        Evidence.spoke(Set.of(approval.rule()));
        return approval;
    }

    private static Subject subject() {
        return Subject.campaign("meta", "a1", "c1");
    }

    private static Action budget(@Nullable String before, String after) {
        return new Action.ChangeBudget(before == null ? null : new BigDecimal(before), new BigDecimal(after), "USD");
    }
}
