package dev.adjudge.connector.sandbox;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Rows of GAQL reports, in JSON as the REST API writes protocol buffers: 64-bit integers are strings. */
@Singleton
final class GoogleAdsRows {

    static final long MICROS_OF_A_HUNDREDTH = 10_000;
    /** A budget is its campaign's own; its id is told from the campaign's. */
    private static final long BUDGET_ID_OFFSET = 70_000_000_000L;

    private final Sandbox sandbox;

    GoogleAdsRows(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    List<Map<String, Object>> select(SandboxAccount account, GaqlQuery query) {
        List<SandboxCampaign> campaigns = sandbox.world().campaigns(account).stream()
                .filter(campaign ->
                        query.campaignId().map(campaign.id()::equals).orElse(true))
                .toList();
        Function<SandboxCampaign, SandboxLedger.State> now = sandbox.now();
        Optional<GaqlQuery.Span> span = query.span();
        Stream<Map<String, Object>> all = span.isPresent()
                ? sandbox.days(campaigns, span.get().from(), span.get().to()).stream()
                        .map(day -> metrics(day, now.apply(day.campaign())))
                : campaigns.stream().map(campaign -> attributes(campaign, now.apply(campaign)));
        return all.map(query::pick).toList();
    }

    /** The campaign whose resource, itself or its budget, has this name. */
    SandboxCampaign named(SandboxAccount account, String resourceName, String prefix) {
        String id = resourceName.startsWith(prefix) ? resourceName.substring(prefix.length()) : "";
        return sandbox.world().campaigns(account).stream()
                .filter(c -> c.id().equals(id) && prefix.endsWith("/campaigns/")
                        || budgetId(c).equals(id) && prefix.endsWith("/campaignBudgets/"))
                .findFirst()
                .orElseThrow(() -> GoogleAdsError.invalid(
                        "mutateError", "RESOURCE_NOT_FOUND", "Resource was not found: " + resourceName));
    }

    private static Map<String, Object> attributes(SandboxCampaign campaign, SandboxLedger.State state) {
        SandboxAccount account = campaign.account();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("customer.id", account.id());
        row.put("customer.currency_code", account.currency());
        row.put("customer.time_zone", account.timeZone());
        row.put("campaign.resource_name", "customers/" + account.id() + "/campaigns/" + campaign.id());
        row.put("campaign.id", campaign.id());
        row.put("campaign.name", campaign.name());
        row.put("campaign.status", state.active() ? "ENABLED" : "PAUSED");
        row.put("campaign.primary_status", state.active() ? "ELIGIBLE" : "PAUSED");
        row.put("campaign.start_date_time", campaign.launched() + " 00:00:00");
        row.put(
                "campaign_budget.resource_name",
                "customers/" + account.id() + "/campaignBudgets/" + budgetId(campaign));
        row.put("campaign_budget.amount_micros", Long.toString(state.dailyBudget() * MICROS_OF_A_HUNDREDTH));
        row.put("campaign_budget.explicitly_shared", false);
        row.put("campaign_budget.period", "DAILY");
        return row;
    }

    private static Map<String, Object> metrics(SandboxDay day, SandboxLedger.State state) {
        Map<String, Object> row = attributes(day.campaign(), state);
        BigDecimal revenue = day.revenue();
        row.put("segments.date", day.date().toString());
        row.put(
                "metrics.cost_micros",
                Long.toString(day.spend().movePointRight(6).longValueExact()));
        row.put("metrics.impressions", Long.toString(day.impressions()));
        row.put("metrics.clicks", Long.toString(day.clicks()));
        row.put("metrics.conversions", BigDecimal.valueOf(day.conversions()).setScale(1));
        row.put("metrics.conversions_value", revenue == null ? BigDecimal.ZERO : revenue);
        return row;
    }

    private static String budgetId(SandboxCampaign campaign) {
        return Long.toString(Long.parseLong(campaign.id()) + BUDGET_ID_OFFSET);
    }
}
