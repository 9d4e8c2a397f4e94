package dev.adjudge.rules;

import static dev.adjudge.rules.Campaigns.dearLeads;
import static dev.adjudge.rules.Campaigns.goodReturn;
import static dev.adjudge.rules.Campaigns.tired;
import static dev.adjudge.rules.Judgement.assertThat;
import static dev.adjudge.rules.Judgement.decide;
import static dev.adjudge.rules.Judgement.ofARun;

import dev.adjudge.fact.CampaignBuilder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Account, blast radius, rollout, kill switches: steps 7 to 10. */
@ExtendWith(Evidence.class)
class RunGuardrailsTest {

    private static final String PAUSE = "High CPL Pause";
    private static final String RAISE = "High ROAS Budget Increase";
    private static final String FATIGUE = "CTR Fatigue Alert";

    // ------------------------------------------------------------------------------------------ 7 account

    @Test
    @Fires("Suppress raises beyond the account's share")
    void the_best_return_gets_its_raise_first_and_from_the_first_that_does_not_fit_none_does() {
        // 20 % of 300 are 60: the best takes 20, the second would need 60 and does not fit, so nor does the third.
        var verdicts = ofARun().withAccountBudget("300")
                .decides(
                        goodReturn("third").withReturn("5"),
                        goodReturn("second").withReturn("6").withDailyBudget("300"),
                        goodReturn("best").withReturn("7"));

        assertThat(verdicts).of("best").allowed(RAISE);
        assertThat(verdicts)
                .of("second")
                .suppressed(RAISE)
                .because("the account would be raised by 80 today, at most 20 % of 300 allowed")
                .by("account");
        assertThat(verdicts)
                .of("third")
                .suppressed(RAISE)
                .because("the account would be raised by 100 today, at most 20 % of 300 allowed");
    }

    @Test
    void counts_what_was_raised_earlier_today() {
        assertThat(ofARun().withAccountBudget("500").raisedToday("80.01").decides(goodReturn("star")))
                .suppressed(RAISE)
                .because("the account would be raised by 100.01 today, at most 20 % of 500 allowed");
    }

    @Test
    @Spares({"Suppress raises beyond the account's share", "Hold raises when the account's budget is unknown"})
    void raises_up_to_exactly_the_accounts_share() {
        assertThat(ofARun().withAccountBudget("500").raisedToday("80").decides(goodReturn("star")))
                .allowed(RAISE)
                .withoutObjection();
    }

    @Test
    @Fires("Hold raises when the account's budget is unknown")
    void holds_raises_in_an_account_whose_budget_nobody_knows() {
        assertThat(ofARun().withAccountBudget("0").decides(goodReturn("star")))
                .held(RAISE)
                .because("the daily budget of account meta:act_1 is unknown");
    }

    // ------------------------------------------------------------------------------------------ 8 blast radius

    @Test
    @Fires("Hold the pauses of too much of an account")
    void holds_all_pauses_of_an_account_that_would_lose_more_than_a_fifth() {
        assertThat(ofARun().inAccountsOf(19).decides(dear(4, "act_1")))
                .held(PAUSE)
                .because("this run would pause 4 of the account's 19 active campaigns")
                .by("blast-radius");
    }

    @Test
    @Spares("Hold the pauses of too much of an account")
    void pauses_exactly_a_fifth_or_three() {
        assertThat(ofARun().inAccountsOf(20).decides(dear(4, "act_1"))).allowed(PAUSE);
        assertThat(ofARun().inAccountsOf(3).decides(dear(3, "act_1"))).allowed(PAUSE);
    }

    @Test
    void holds_the_pauses_of_the_account_concerned_only_and_counts_no_suppressed_ones() {
        var verdicts = ofARun().inAccountsOf(19)
                .decides(java.util.stream.Stream.of(dear(4, "many"), dear(3, "few"), new CampaignBuilder[] {
                            dearLeads("young").inAccount("few").launchedDaysAgo(3)
                        })
                        .flatMap(java.util.Arrays::stream)
                        .toArray(CampaignBuilder[]::new));

        assertThat(verdicts).of("many 1").held(PAUSE);
        assertThat(verdicts).of("few 1").allowed(PAUSE);
        assertThat(verdicts).of("young").suppressed(PAUSE);
    }

    @Test
    @Fires("Hold the pauses of too large a run")
    void holds_every_pause_of_a_run_of_more_than_fifty() {
        assertThat(decide(dearInTwoAccounts(51)))
                .held(PAUSE)
                .because("this run would pause 51 campaigns, at most 50 without a person");
    }

    @Test
    @Spares("Hold the pauses of too large a run")
    void pauses_fifty() {
        assertThat(decide(dearInTwoAccounts(50))).allowed(PAUSE);
    }

    // ------------------------------------------------------------------------------------------ 9 rollout

    @Test
    @Fires("Hold the comparison group")
    void leaves_the_comparison_group_to_people() {
        assertThat(ofARun().rolledOutTo(0).decides(dear(3, "act_1")))
                .held(PAUSE)
                .because("in the comparison group while auto_optimization is at 0 %")
                .by("rollout");
    }

    @Test
    @Spares("Hold the comparison group")
    void sends_notifications_to_the_comparison_group_and_acts_on_all_when_rolled_out() {
        assertThat(ofARun().rolledOutTo(0).decides(tired("worn"))).allowed(FATIGUE);
        assertThat(ofARun().rolledOutTo(100).decides(dear(20, "act_1"))).allowed(PAUSE);
    }

    @Test
    void puts_about_half_into_the_comparison_group_and_always_the_same() {
        var first = ofARun().rolledOutTo(50).inAccountsOf(10_000).decides(dear(40, "act_1"));
        var again = ofARun().rolledOutTo(50).inAccountsOf(10_000).decides(dear(40, "act_1"));

        org.assertj.core.api.Assertions.assertThat(first.stream()
                        .filter(verdict -> verdict.word().equals("held"))
                        .count())
                .isBetween(10L, 30L);
        org.assertj.core.api.Assertions.assertThat(again).isEqualTo(first);
    }

    // ------------------------------------------------------------------------------------------ 10 kill switches

    @Test
    @Fires("Suppress what a kill switch covers")
    void a_kill_switch_stops_what_it_covers() {
        for (String scope :
                new String[] {"all", "platform:meta", "account:meta:act_1", "rule:High CPL Pause", "kind:pause"}) {
            assertThat(ofARun().withSwitch(scope, "audit").decides(dearLeads("dear")))
                    .suppressed(PAUSE)
                    .because("kill switch \"" + scope + "\" is on: audit")
                    .by("kill-switch");
        }
    }

    @Test
    @Spares("Suppress what a kill switch covers")
    void a_kill_switch_leaves_everything_else() {
        assertThat(ofARun().withSwitch("platform:google_ads", "audit")
                        .withSwitch("account:meta:act_2", "audit")
                        .withSwitch("rule:No Conversions Pause", "audit")
                        .withSwitch("kind:change_budget", "audit")
                        .decides(dearLeads("dear")))
                .allowed(PAUSE)
                .withoutObjection();
    }

    @Test
    void a_kill_switch_outranks_a_hold_and_both_are_said() {
        assertThat(ofARun().rolledOutTo(0).withSwitch("all", "audit").decides(dearLeads("dear")))
                .suppressed(PAUSE)
                .by("kill-switch")
                .saying("in the comparison group while auto_optimization is at 0 %");
    }

    private static CampaignBuilder[] dear(int count, String account) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> dearLeads(account + " " + i).inAccount(account))
                .toArray(CampaignBuilder[]::new);
    }

    private static CampaignBuilder[] dearInTwoAccounts(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> dearLeads("dear " + i).inAccount(i % 2 == 0 ? "even" : "odd"))
                .toArray(CampaignBuilder[]::new);
    }
}
