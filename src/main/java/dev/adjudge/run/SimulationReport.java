package dev.adjudge.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.adjudge.decision.ReleaseRef;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a release would have done over a span of days.
 *
 * @param compared the same for the release it was compared with; null when there was none
 * @param agreement how far the two agree, rule by rule
 * @param differences campaigns that fared differently; each is told under {@code /differences}
 * @param notes what a reader must know to make sense of the figures
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record SimulationReport(
        Outcome release, @Nullable Outcome compared, List<Agreement> agreement, long differences, List<String> notes) {

    /** What came of one release. */
    public record Outcome(ReleaseRef release, Sums sums, List<OfRule> rules) {}

    /** The share of one rule in it. */
    public record OfRule(String rule, Sums sums) {}

    /**
     * What came of it.
     *
     * @param evaluated campaigns asked about, each day anew; 0 where the sums are of one rule
     * @param matched times that a rule matched a campaign, as are allowed, held and suppressed
     * @param failed campaigns that could not be evaluated; 0 where the sums are of one rule
     * @param campaignsPaused campaigns that were paused at least once
     * @param money by currency
     */
    public record Sums(
            long evaluated,
            long matched,
            long allowed,
            long held,
            long suppressed,
            long failed,
            long campaignsPaused,
            List<Money> money) {}

    /**
     * Amounts of one currency.
     *
     * @param raised by how much daily budgets were raised, in sum
     * @param cut by how much they were cut
     * @param spendWhilePaused what paused campaigns really spent on the days after they were paused, until a person let them
     *     go on, as known now; it would not have been spent
     * @param revenueWhilePaused what that returned; it would not have come in
     */
    public record Money(
            String currency,
            BigDecimal raised,
            BigDecimal cut,
            BigDecimal spendWhilePaused,
            BigDecimal conversionsWhilePaused,
            BigDecimal revenueWhilePaused) {}

    /**
     * How far two releases agree about a rule, in matches.
     *
     * @param same matched in both, with the same verdict and amount
     * @param otherwise matched in both, with another verdict or amount
     * @param only matched in the release alone
     * @param onlyCompared matched in the compared one alone
     */
    public record Agreement(String rule, long same, long otherwise, long only, long onlyCompared) {}

    /**
     * A campaign that fared differently.
     *
     * @param days on how many days
     * @param first the first of them
     * @param verdicts what the release said on that day
     * @param compared what the compared one said
     * @param why in words
     * @param end the campaign's status and daily budget after the last day; null in shadow, where nothing is carried out
     */
    public record Difference(
            String platform,
            String accountId,
            String campaignId,
            String name,
            int days,
            LocalDate first,
            List<Said> verdicts,
            List<Said> compared,
            List<String> why,
            @Nullable End end,
            @Nullable End endCompared) {}

    /** A verdict in short. */
    public record Said(
            String rule,
            String verdict,
            String action,
            @Nullable Object after,
            String reason) {}

    /** How a campaign stands in the end. */
    public record End(String status, @Nullable BigDecimal dailyBudget) {}
}
