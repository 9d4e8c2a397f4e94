package dev.adjudge.rules;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Matched;
import dev.adjudge.decision.Proposal;
import dev.adjudge.decision.Subject;
import dev.adjudge.decision.Until;
import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.CampaignFacts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code Proposals}.
 *
 * @param wants {@code pause}, {@code budget_reduce}, {@code budget_increase} or {@code notify}
 * @param changePercent for a budget change: negative for a cut
 * @param limit for a budget change: not under it, or not over it
 * @param until for a pause: when it ends by itself; null for one that a person ends
 */
record ProposalRule(
        String name,
        Table table,
        Table.Row row,
        String wants,
        @Nullable BigDecimal changePercent,
        @Nullable BigDecimal limit,
        Action.@Nullable Level level,
        @Nullable Until until,
        ReasonTemplate reason) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    Proposal propose(CampaignFacts facts, Figures figures) {
        Campaign campaign = facts.campaign();
        String why = reason.fill(figures);
        return new Proposal(
                name,
                Subject.campaign(campaign.platform(), campaign.accountId(), campaign.campaignId()),
                action(campaign, why),
                why,
                matched(figures));
    }

    private Action action(Campaign campaign, String why) {
        if (wants.equals("pause")) {
            return new Action.Pause(campaign.status().word(), until);
        }
        if (level != null) {
            return new Action.Notify(level, why);
        }
        return new Action.ChangeBudget(campaign.dailyBudget(), budgetAfter(campaign), campaign.currency());
    }

    /** A budget that nobody knows can't be changed by a share; guardrails hold it, and the limit stands for it. */
    private BigDecimal budgetAfter(Campaign campaign) {
        BigDecimal percent = java.util.Objects.requireNonNull(changePercent);
        return campaign.dailyBudget() == null
                ? java.util.Objects.requireNonNull(limit)
                : campaign.dailyBudget()
                        .multiply(HUNDRED.add(percent))
                        .divide(
                                HUNDRED,
                                dev.adjudge.rules.guard.Proposal.decimals(campaign.currency()),
                                RoundingMode.HALF_UP);
    }

    private Matched matched(Figures figures) {
        List<Matched.Tested> tested = new ArrayList<>();
        for (int i = 0; i < row.cells().size(); i++) {
            if (!row.cells().get(i).asksNothing()) {
                tested.add(tested(i, figures));
            }
        }
        return new Matched(table.model(), table.decision(), row.number(), row.id(), List.copyOf(tested));
    }

    Matched.Tested tested(int column, Figures figures) {
        return new Matched.Tested(
                table.columns().get(column).label(), row.cells().get(column).text(), figures.get(column));
    }
}
