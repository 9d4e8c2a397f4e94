package dev.adjudge.connector.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The nodes of the Graph API, with every figure a string as Meta sends it. */
@Singleton
final class MetaNodes {

    private static final DateTimeFormatter MORNING = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'08:00:00+0000");

    private final ObjectMapper json;

    MetaNodes(ObjectMapper json) {
        this.json = json;
    }

    record Span(LocalDate since, LocalDate until) {}

    Span span(@Nullable String timeRange) {
        try {
            JsonNode range = json.readTree(timeRange == null ? "" : timeRange);
            return new Span(
                    LocalDate.parse(range.path("since").asText()),
                    LocalDate.parse(range.path("until").asText()));
        } catch (JsonProcessingException | DateTimeException e) {
            throw MetaError.invalid("time_range must be {\"since\":\"YYYY-MM-DD\",\"until\":\"YYYY-MM-DD\"}");
        }
    }

    static Map<String, Object> account(SandboxAccount account) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("id", "act_" + account.id());
        node.put("account_id", account.id());
        node.put("account_status", 1);
        node.put("name", account.name());
        node.put("currency", account.currency());
        node.put("timezone_name", account.timeZone());
        return node;
    }

    static Map<String, Object> campaign(SandboxCampaign campaign, Function<SandboxCampaign, SandboxLedger.State> now) {
        SandboxLedger.State state = now.apply(campaign);
        String status = state.active() ? "ACTIVE" : "PAUSED";
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("id", campaign.id());
        node.put("account_id", campaign.account().id());
        node.put("name", campaign.name());
        node.put("objective", objective(campaign));
        node.put("status", status);
        node.put("configured_status", status);
        node.put("effective_status", status);
        node.put("daily_budget", Long.toString(state.dailyBudget()));
        node.put("created_time", MORNING.format(campaign.launched()));
        node.put("start_time", MORNING.format(campaign.launched()));
        return node;
    }

    static Map<String, Object> insights(SandboxDay day) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("account_id", day.campaign().account().id());
        node.put("account_currency", day.campaign().account().currency());
        node.put("campaign_id", day.campaign().id());
        node.put("campaign_name", day.campaign().name());
        node.put("objective", objective(day.campaign()));
        node.put("spend", day.spend().toPlainString());
        node.put("impressions", Long.toString(day.impressions()));
        node.put("clicks", Long.toString(day.clicks()));
        String result = day.campaign().goal().equals("leads") ? "lead" : "purchase";
        List<Map<String, Object>> actions = new ArrayList<>();
        actions.add(stat("link_click", Long.toString(day.clicks() * 4 / 5)));
        actions.add(stat("landing_page_view", Long.toString(day.clicks() * 3 / 5)));
        if (day.conversions() > 0) {
            // Meta names one result several times: once for all channels, once for each.
            actions.add(stat(result, Long.toString(day.conversions())));
            actions.add(stat("offsite_conversion.fb_pixel_" + result, Long.toString(day.conversions())));
        }
        node.put("actions", actions);
        BigDecimal revenue = day.revenue();
        if (revenue != null && revenue.signum() > 0) {
            node.put(
                    "action_values",
                    List.of(
                            stat(result, revenue.toPlainString()),
                            stat("offsite_conversion.fb_pixel_" + result, revenue.toPlainString())));
        }
        node.put("date_start", day.date().toString());
        node.put("date_stop", day.date().toString());
        return node;
    }

    /** The asked fields, and the id as Meta always adds it. A field that has no value is left out. */
    static Map<String, Object> only(String fields, Map<String, Object> node, String type) {
        Map<String, Object> some = new LinkedHashMap<>();
        for (String field : fields.split(",")) {
            String name = field.trim();
            if (node.containsKey(name)) {
                some.put(name, node.get(name));
            } else if (!KNOWN_BUT_EMPTY.contains(name)) {
                throw MetaError.invalid("Tried accessing nonexisting field (" + name + ") on node type (" + type + ")");
            }
        }
        for (String always : List.of("id", "date_start", "date_stop")) {
            if (node.containsKey(always)) {
                some.put(always, node.get(always));
            }
        }
        return some;
    }

    private static final List<String> KNOWN_BUT_EMPTY = List.of("lifetime_budget", "stop_time", "action_values");

    private static Map<String, Object> stat(String type, String value) {
        return Map.of("action_type", type, "value", value);
    }

    private static String objective(SandboxCampaign campaign) {
        return "OUTCOME_" + campaign.goal().toUpperCase(Locale.ROOT);
    }
}
