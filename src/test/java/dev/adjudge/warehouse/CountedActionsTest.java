package dev.adjudge.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.act.Actions;
import dev.adjudge.decision.Subject;
import dev.adjudge.fact.AccountFacts;
import dev.adjudge.fact.CampaignKey;
import dev.adjudge.fact.PastAction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which actions a guardrail finds when it looks back at a campaign and its account. */
@QuarkusTest
class CountedActionsTest {

    @Inject
    Actions actions;

    @Inject
    CampaignFactsReader reader;

    @Inject
    Clock clock;

    private final Subject campaign = Subject.campaign("meta", "acc-" + UUID.randomUUID(), "c-" + UUID.randomUUID());

    @ParameterizedTest
    @ValueSource(strings = {"held", "rejected", "expired", "failed", "dead", "suppressed"})
    void an_action_that_changed_nothing_does_not_count(String status) {
        raiseBudget(status);

        assertThat(lately()).isEmpty();
        assertThat(raised()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"approved", "ready", "executing", "done"})
    void an_action_that_is_or_will_be_done_counts(String status) {
        raiseBudget(status);

        assertThat(lately()).hasSize(1);
        assertThat(raised()).isEqualByComparingTo("20");
    }

    @Test
    void an_action_that_was_undone_counts_beside_its_undo() {
        raiseBudget("undone");

        assertThat(lately()).hasSize(1);
        assertThat(raised()).isEqualByComparingTo("20");
    }

    @Test
    void a_raise_of_the_run_a_day_before_makes_room_for_this_mornings() {
        Instant eight = clock.instant();
        UUID action = raiseBudget("ready");
        actions.change(
                "UPDATE optimization_actions SET created_at = created_at - interval '24 hours' + interval '3 seconds' WHERE id = ?",
                action);
        actions.change(
                "UPDATE runs SET moment = ?::timestamptz - interval '24 hours' WHERE id = (SELECT run_id FROM optimization_actions WHERE id = ?)",
                eight,
                action);

        assertThat(raised(eight)).isZero();
        assertThat(raised(eight.minusSeconds(1))).isEqualByComparingTo("20");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 40})
    void a_raise_that_waited_for_a_yes_counts_from_the_yes_however_long_it_waited(int days) {
        UUID action = wantedDaysAgo(days, "done");
        Instant yes = clock.instant().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
        actions.change(
                "UPDATE optimization_actions SET decided_by = 'user:anna', decided_at = ? WHERE id = ?", yes, action);

        assertThat(lately()).extracting(PastAction::at).containsExactly(yes);
        assertThat(raised()).isEqualByComparingTo("20");
        assertThat(raised(clock.instant(), yes.minusSeconds(1)))
                .as("before the yes nobody knew of it")
                .isZero();
    }

    @Test
    void a_raise_that_was_given_up_counts_from_when_the_next_try_was_let_and_then_from_when_it_was_done() {
        UUID action = wantedDaysAgo(3, "ready");
        Instant retried = clock.instant().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.MILLIS);
        Instant done = retried.plus(Duration.ofHours(1));
        actions.change("UPDATE optimization_actions SET retried_at = ? WHERE id = ?", retried, action);
        assertThat(lately()).extracting(PastAction::at).containsExactly(retried);

        actions.change(
                "UPDATE optimization_actions SET status = 'done', action_taken = true, finished_at = ? WHERE id = ?",
                done,
                action);

        assertThat(lately()).extracting(PastAction::at).containsExactly(done);
        assertThat(raised()).isEqualByComparingTo("20");
    }

    @Test
    void a_raise_that_nobody_had_to_let_counts_from_its_run_however_late_it_was_done() {
        UUID action = wantedDaysAgo(3, "done");
        actions.change("UPDATE optimization_actions SET finished_at = now() WHERE id = ?", action);

        assertThat(lately())
                .extracting(past -> past.at().isBefore(clock.instant().minus(Duration.ofDays(2))))
                .containsExactly(true);
        assertThat(raised()).isZero();
    }

    private UUID wantedDaysAgo(int days, String status) {
        UUID action = raiseBudget(status);
        Instant then = clock.instant().minus(Duration.ofDays(days));
        actions.change("UPDATE optimization_actions SET created_at = ? WHERE id = ?", then, action);
        actions.change(
                "UPDATE runs SET moment = ? WHERE id = (SELECT run_id FROM optimization_actions WHERE id = ?)",
                then,
                action);
        return action;
    }

    /** No worker takes it. */
    private UUID raiseBudget(String status) {
        UUID action = actions.held(campaign, Actions.budget("100", "120"));
        actions.change(
                "UPDATE optimization_actions SET status = ?, action_taken = (? IN ('done', 'undone')), next_attempt_at = now()"
                        + " + interval '1 hour' WHERE id = ?",
                status,
                status,
                action);
        return action;
    }

    private List<PastAction> lately() {
        Instant now = clock.instant();
        CampaignKey key = new CampaignKey(campaign.platform(), campaign.id());
        return reader.readOne(FactsQuery.of(key, LocalDate.ofInstant(now, ZoneOffset.UTC), now))
                .orElseThrow()
                .recentActions();
    }

    private BigDecimal raised() {
        return raised(clock.instant());
    }

    private BigDecimal raised(Instant at) {
        return raised(at, clock.instant());
    }

    private BigDecimal raised(Instant at, Instant present) {
        return reader.accounts(at, present).stream()
                .filter(account -> account.accountId().equals(campaign.account()))
                .map(AccountFacts::raisedToday)
                .findFirst()
                .orElseThrow();
    }
}
