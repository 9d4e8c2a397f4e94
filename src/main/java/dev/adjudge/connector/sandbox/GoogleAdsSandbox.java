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
import java.util.stream.Stream;

/** The Google Ads REST API as far as campaigns go: GAQL reports in batches, and changes of status and budget. */
@Path("/sandbox/googleads/v25")
@Produces(MediaType.APPLICATION_JSON)
class GoogleAdsSandbox {

    static final String PLATFORM = "google_ads";
    private static final int BATCH = 200;

    /** A manager account, which leads to all customers and has no campaigns of its own. */
    private static final String MANAGER = "9000000001";

    /** One that was closed is still listed. */
    private static final String CLOSED = "9000000002";

    private final Sandbox sandbox;
    private final GoogleAdsRows rows;
    private final GoogleAdsMutations mutations;

    GoogleAdsSandbox(Sandbox sandbox, GoogleAdsRows rows, GoogleAdsMutations mutations) {
        this.sandbox = sandbox;
        this.rows = rows;
        this.mutations = mutations;
    }

    @GET
    @Path("/customers:listAccessibleCustomers")
    public Map<String, Object> customers() {
        return Map.of(
                "resourceNames",
                Stream.concat(
                                Stream.of(MANAGER, CLOSED),
                                sandbox.world().accounts(PLATFORM).stream().map(SandboxAccount::id))
                        .map(id -> "customers/" + id)
                        .toList());
    }

    @POST
    @Path("/customers/{customer}/googleAds:searchStream")
    public List<Map<String, Object>> search(@PathParam("customer") String customer, JsonNode request) {
        String asked = request.path("query").asText();
        if (asked.contains(" FROM customer_client ")) {
            return List.of(Map.of("results", clients(customer)));
        }
        GaqlQuery query = GaqlQuery.parse(asked);
        List<Map<String, Object>> found = rows.select(known(customer), query);
        List<Map<String, Object>> batches = new ArrayList<>();
        for (int from = 0; from < found.size(); from += BATCH) {
            Map<String, Object> batch = new LinkedHashMap<>();
            batch.put("results", found.subList(from, Math.min(found.size(), from + BATCH)));
            batch.put("fieldMask", String.join(",", query.camelCaseFields()));
            batch.put("requestId", "sandbox");
            batches.add(batch);
        }
        if (mutations.failsInPart() && !batches.isEmpty()) {
            batches.set(batches.size() - 1, Map.of("error", GoogleAdsError.UNAVAILABLE));
        }
        return batches;
    }

    @POST
    @Path("/customers/{customer}/campaigns:mutate")
    public Map<String, Object> mutateCampaigns(@PathParam("customer") String customer, JsonNode request) {
        return mutations.mutate(known(customer), request, "campaigns", "status", (campaign, update) -> {
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
        return mutations.mutate(known(customer), request, "campaignBudgets", "amount_micros", (campaign, update) -> {
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

    /** Those that advertise: of the manager all, of another itself. */
    private List<Map<String, Object>> clients(String customer) {
        List<SandboxAccount> clients =
                customer.equals(MANAGER) ? sandbox.world().accounts(PLATFORM) : List.of(known(customer));
        return clients.stream()
                .map(client -> Map.<String, Object>of(
                        "customerClient",
                        Map.of(
                                "resourceName",
                                "customers/" + customer + "/customerClients/" + client.id(),
                                "id",
                                client.id(),
                                "status",
                                "ENABLED")))
                .toList();
    }

    private SandboxAccount known(String customer) {
        if (customer.equals(CLOSED)) {
            throw GoogleAdsError.notEnabled(
                    "The customer account can't be accessed because it is not yet enabled or has been"
                            + " deactivated.");
        }
        if (customer.equals(MANAGER)) {
            throw GoogleAdsError.invalid(
                    "queryError",
                    "REQUESTED_METRICS_FOR_MANAGER",
                    "Metrics cannot be requested for a manager account.");
        }
        return sandbox.world()
                .account(PLATFORM, customer)
                .orElseThrow(() -> GoogleAdsError.denied(
                        "The caller does not have permission to access customer " + customer + "."));
    }
}
