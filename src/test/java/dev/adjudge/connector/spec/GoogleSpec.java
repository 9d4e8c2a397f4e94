package dev.adjudge.connector.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The protocol buffers that the Google Ads API is made from: its paths, its messages, and what can be selected. */
final class GoogleSpec implements Spec {

    private static final String ROOT = "googleads/v25/";
    private static final Map<String, String> SERVICES = Map.of(
            "googleAds:searchStream", "google_ads_service",
            "campaigns:mutate", "campaign_service",
            "campaignBudgets:mutate", "campaign_budget_service");
    private static final Map<String, String> MESSAGES = Map.of(
            "campaigns:mutate", "MutateCampaignsRequest/CampaignOperation/campaign",
            "campaignBudgets:mutate", "MutateCampaignBudgetsRequest/CampaignBudgetOperation/campaign_budget");
    private static final Map<String, String> SELECTED = Map.of(
            "campaign", "resources/campaign",
            "campaign_budget", "resources/campaign_budget",
            "segments", "common/segments",
            "metrics", "common/metrics");

    @Override
    public List<String> problems(Asked request) throws IOException {
        if (request.method().equals("GET")) {
            // The service that lists customers has no description here; this is its documented address.
            return request.path().equals("/v25/customers:listAccessibleCustomers")
                    ? List.of()
                    : List.of("there is no GET " + request.path());
        }
        Matcher path = Pattern.compile("/v25/customers/(\\d+)/(\\w+:\\w+)").matcher(request.path());
        if (!path.matches() || !SERVICES.containsKey(path.group(2))) {
            return List.of("there is no POST " + request.path());
        }
        String call = path.group(2);
        String service = Specs.text(ROOT + "services/" + SERVICES.get(call) + ".proto");
        List<String> problems = new ArrayList<>();
        if (!service.contains("post: \"/v25/customers/{customer_id=*}/" + call + "\"")) {
            problems.add("the service has no " + call);
        }
        if (call.equals("googleAds:searchStream")) {
            check(request.json(), fields(service, "SearchGoogleAdsStreamRequest"), problems);
            selected(request.json().path("query").asText(), problems);
        } else {
            mutation(request.json(), service, MESSAGES.get(call).split("/"), problems);
        }
        return problems;
    }

    private static void mutation(JsonNode body, String service, String[] names, List<String> problems)
            throws IOException {
        check(body, fields(service, names[0]), problems);
        Set<String> resource =
                fields(Specs.text(ROOT + "resources/" + names[2] + ".proto"), names[1].replace("Operation", ""));
        for (JsonNode operation : body.path("operations")) {
            check(operation, fields(service, names[1]), problems);
            JsonNode update = operation.path("update");
            check(update, resource, problems);
            for (String masked : operation.path("updateMask").asText().split(",")) {
                if (!resource.contains(masked) || !update.has(masked)) {
                    problems.add("updateMask names " + masked + ", which " + update + " has not");
                }
            }
            if (update.has("status")
                    && !Specs.text(ROOT + "enums/campaign_status.proto")
                            .contains(" " + update.path("status").asText() + " = ")) {
                problems.add("there is no status " + update.path("status"));
            }
            if (update.has("amountMicros") && !update.path("amountMicros").isTextual()) {
                problems.add("amountMicros is an int64, which is text in JSON");
            }
        }
    }

    private static void selected(String query, List<String> problems) throws IOException {
        if (query.contains(" FROM customer_client ")) {
            // It has no description here either; these are its documented fields.
            if (!query.replaceAll("customer_client\\.(id|manager|status)\\b", "")
                    .matches("[^.]*")) {
                problems.add("customer_client has no such field: " + query);
            }
            return;
        }
        Matcher fields = Pattern.compile("\\b(campaign|campaign_budget|segments|metrics)\\.(\\w+)")
                .matcher(query);
        int there = 0;
        while (fields.find()) {
            there++;
            if (!Pattern.compile("\\s" + fields.group(2) + " = \\d+")
                    .matcher(Specs.text(ROOT + SELECTED.get(fields.group(1)) + ".proto"))
                    .find()) {
                problems.add("there is no " + fields.group());
            }
        }
        if (there == 0 || !query.startsWith("SELECT ") || !query.contains(" FROM campaign")) {
            problems.add("this selects nothing: " + query);
        }
    }

    private static void check(JsonNode message, Set<String> known, List<String> problems) {
        message.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problems.add("there is no field " + name + "; there are " + known);
            }
        });
    }

    /** The names that a message's fields, and those of its choices, have in JSON. */
    private static Set<String> fields(String proto, String message) {
        int begin = proto.indexOf("\nmessage " + message + " {");
        int end = proto.indexOf("\n}", begin);
        Set<String> names = new TreeSet<>();
        Matcher field = Pattern.compile("\\n {2,4}(?:optional |repeated )?[\\w.]+ (\\w+) = \\d+")
                .matcher(proto.substring(begin, end));
        while (field.find()) {
            names.add(camelCase(field.group(1)));
        }
        return names;
    }

    private static String camelCase(String name) {
        return Pattern.compile("_(\\w)").matcher(name).replaceAll(letter -> letter.group(1)
                .toUpperCase(Locale.ROOT));
    }
}
