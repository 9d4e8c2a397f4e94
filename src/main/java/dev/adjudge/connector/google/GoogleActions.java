package dev.adjudge.connector.google;

import dev.adjudge.act.ActionFailed;
import dev.adjudge.act.ActionHandler;
import dev.adjudge.connector.Answers;
import dev.adjudge.connector.google.GoogleAds.BudgetUpdate;
import dev.adjudge.connector.google.GoogleAds.CampaignBudget;
import dev.adjudge.connector.google.GoogleAds.CampaignUpdate;
import dev.adjudge.connector.google.GoogleAds.Mutation;
import dev.adjudge.connector.google.GoogleAds.Row;
import dev.adjudge.connector.google.GoogleAds.Search;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Action.ChangeBudget;
import dev.adjudge.decision.Subject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Stops campaigns, lets them go on and sets the amounts of their budgets. */
@Singleton
class GoogleActions implements ActionHandler {

    private static final Set<String> KINDS = Set.of("pause", "resume", "change_budget");
    static final String LIVE = "SELECT campaign.resource_name, campaign.id, campaign.status,"
            + " campaign_budget.resource_name, campaign_budget.amount_micros, campaign_budget.explicitly_shared"
            + " FROM campaign WHERE campaign.id = ";

    private final GoogleAds ads;

    GoogleActions(@RestClient GoogleAds ads) {
        this.ads = ads;
    }

    @Override
    public boolean handles(String platform, String kind) {
        return platform.equals(GoogleFacts.PLATFORM) && KINDS.contains(kind);
    }

    @Override
    public Optional<Object> current(Subject subject, Action action) throws ActionFailed {
        Row live = live(subject);
        if (action instanceof ChangeBudget) {
            BigDecimal amount = GoogleFacts.amount(ownBudget(subject, live).amountMicros());
            if (amount == null) {
                throw new ActionFailed.Permanent(
                        "google_ads has no daily budget on campaign " + subject.id()
                                + ": it has one for its whole life. Change it there",
                        null);
            }
            return Optional.of(amount);
        }
        return Optional.of(GoogleFacts.status(live.campaign().status()).word());
    }

    @Override
    public Effect execute(Subject subject, Action action) throws ActionFailed {
        String customer = subject.account();
        if (action instanceof ChangeBudget change) {
            String budget = ownBudget(subject, live(subject)).resourceName();
            String micros = rounded(change.after(), change.currency())
                    .movePointRight(6)
                    .setScale(0, RoundingMode.UNNECESSARY)
                    .toPlainString();
            GoogleAds.Mutated answer = Answers.forAction(GoogleFacts.PLATFORM, () -> ads.mutateBudgets(
                            customer, Mutation.of("amountMicros", new BudgetUpdate(budget, micros)))
                    .done());
            return effect("campaignBudgets", customer, budget + " amountMicros=" + micros, answer);
        }
        String campaign = "customers/" + customer + "/campaigns/" + subject.id();
        String status = action.after().equals("paused") ? "PAUSED" : "ENABLED";
        GoogleAds.Mutated answer = Answers.forAction(GoogleFacts.PLATFORM, () -> ads.mutateCampaigns(
                        customer, Mutation.of("status", new CampaignUpdate(campaign, status)))
                .done());
        return effect("campaigns", customer, campaign + " status=" + status, answer);
    }

    @Override
    public boolean same(Action action, Object live, Object value) {
        if (action instanceof ChangeBudget change
                && live instanceof BigDecimal is
                && value instanceof BigDecimal other) {
            return is.compareTo(rounded(other, change.currency())) == 0;
        }
        return live.equals(value);
    }

    private Row live(Subject subject) throws ActionFailed {
        if (!subject.id().matches("\\d+")) {
            throw new ActionFailed.Permanent("google_ads has no campaign '" + subject.id() + "': ids are digits", null);
        }
        List<Row> found = Answers.forAction(
                GoogleFacts.PLATFORM, () -> ads.search(subject.account(), new Search(LIVE + subject.id())).stream()
                        .flatMap(batch -> batch.rows().stream())
                        .toList());
        return found.stream()
                .findFirst()
                .orElseThrow(() -> new ActionFailed.Permanent(
                        "google_ads has no campaign " + subject.id() + " in customer " + subject.account(), null));
    }

    /** A shared budget belongs to other campaigns too, which nobody judged. */
    private static CampaignBudget ownBudget(Subject subject, Row live) throws ActionFailed.Permanent {
        CampaignBudget budget = live.campaignBudget();
        if (budget == null || Boolean.TRUE.equals(budget.explicitlyShared())) {
            throw new ActionFailed.Permanent(
                    "google_ads shares the budget of campaign " + subject.id()
                            + " with other campaigns; give it a budget of its own",
                    null);
        }
        return budget;
    }

    /** Google takes multiples of the currency's smallest unit only. */
    private static BigDecimal rounded(BigDecimal amount, String currency) {
        return amount.setScale(Currency.getInstance(currency).getDefaultFractionDigits(), RoundingMode.HALF_UP);
    }

    private static Effect effect(String collection, String customer, String what, GoogleAds.Mutated answer) {
        return new Effect(
                "POST /v25/customers/" + customer + "/" + collection + ":mutate " + what,
                "results=" + (answer.results() == null ? List.of() : answer.results()));
    }
}
