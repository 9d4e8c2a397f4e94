package dev.adjudge.connector.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The Google Ads REST API as far as campaigns go: GAQL reports in batches, and changes of status and budget. */
@Path("/sandbox/googleads/v25")
@Produces(MediaType.APPLICATION_JSON)
class GoogleAdsSandbox {

    static final String PLATFORM = "google_ads";
    private static final int BATCH = 200;

    private final Sandbox sandbox;
    private final GoogleAdsRows rows;

    GoogleAdsSandbox(Sandbox sandbox, GoogleAdsRows rows) {
        this.sandbox = sandbox;
        this.rows = rows;
    }

    @GET
    @Path("/customers:listAccessibleCustomers")
    public Map<String, Object> customers() {
        return Map.of(
                "resourceNames",
                sandbox.world().accounts(PLATFORM).stream()
                        .map(account -> "customers/" + account.id())
                        .toList());
    }

    @POST
    @Path("/customers/{customer}/googleAds:searchStream")
    public List<Map<String, Object>> search(@PathParam("customer") String customer, JsonNode request) {
        GaqlQuery query = GaqlQuery.parse(request.path("query").asText());
        List<Map<String, Object>> found = rows.select(known(customer), query);
        List<Map<String, Object>> batches = new ArrayList<>();
        for (int from = 0; from < found.size(); from += BATCH) {
            Map<String, Object> batch = new LinkedHashMap<>();
            batch.put("results", found.subList(from, Math.min(found.size(), from + BATCH)));
            batch.put("fieldMask", String.join(",", query.camelCaseFields()));
            batch.put("requestId", "sandbox");
            batches.add(batch);
        }
        return batches;
    }

    @POST
    @Path("/customers/{customer}/campaigns:mutate")
    public Map<String, Object> mutateCampaigns(@PathParam("customer") String customer, JsonNode request) {
        return mutate(known(customer), request, "campaigns", "status", (campaign, update) -> {
            String status = update.path("status").asText();
            if (!status.equals("ENABLED") && !status.equals("PAUSED")) {
                throw GoogleAdsError.invalid(
                        "requestError", "INVALID_ENUM_VALUE", "The enum value '" + status + "' is not permitted.");
            }
            sandbox.setActive(campaign, status.equals("ENABLED"));
        });
    }

    @POST
    @Path("/customers/{customer}/campaignBudgets:mutate")
    public Map<String, Object> mutateBudgets(@PathParam("customer") String customer, JsonNode request) {
        return mutate(known(customer), request, "campaignBudgets", "amount_micros", (campaign, update) -> {
            long micros = update.path("amountMicros").asLong();
            if (micros <= 0 || micros % GoogleAdsRows.MICROS_OF_A_HUNDREDTH != 0) {
                throw GoogleAdsError.invalid(
                        "campaignBudgetError",
                        "NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT",
                        "The money amount must be a multiple of a minimum currency unit.");
            }
            sandbox.setDailyBudget(campaign, micros / GoogleAdsRows.MICROS_OF_A_HUNDREDTH);
        });
    }

    /** All operations are checked before the first is carried out, as without partial failure. */
    private Map<String, Object> mutate(
            SandboxAccount account,
            JsonNode request,
            String collection,
            String mask,
            BiConsumer<SandboxCampaign, JsonNode> change) {
        List<Map<String, Object>> results = new ArrayList<>();
        for (JsonNode operation : request.path("operations")) {
            if (!Stream.of(mask, GaqlQuery.camelCase(mask))
                    .toList()
                    .contains(operation.path("updateMask").asText())) {
                throw GoogleAdsError.invalid(
                        "fieldMaskError", "FIELD_NOT_FOUND", "The sandbox updates the field '" + mask + "' only.");
            }
            results.add(Map.of(
                    "resourceName",
                    operation.path("update").path("resourceName").asText()));
        }
        if (results.isEmpty()) {
            throw GoogleAdsError.invalid("requestError", "REQUIRED_FIELD_MISSING", "operations is required.");
        }
        String prefix = "customers/" + account.id() + "/" + collection + "/";
        List<SandboxCampaign> campaigns = results.stream()
                .map(result -> rows.named(account, String.valueOf(result.get("resourceName")), prefix))
                .toList();
        for (int i = 0; i < campaigns.size(); i++) {
            change.accept(campaigns.get(i), request.path("operations").path(i).path("update"));
        }
        return Map.of("results", results);
    }

    private SandboxAccount known(String customer) {
        return sandbox.world()
                .account(PLATFORM, customer)
                .orElseThrow(() -> GoogleAdsError.denied(
                        "The caller does not have permission to access customer " + customer + "."));
    }
}
