package dev.adjudge.connector.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON:API documents in Klaviyo's dialect. */
final class KlaviyoDocument {

    private KlaviyoDocument() {}

    /** A campaign's figures over a time frame. */
    record Sum(SandboxCampaign campaign, long opens, long clicks, long conversions, BigDecimal value) {

        static Sum of(SandboxDay day) {
            BigDecimal revenue = day.revenue();
            return new Sum(
                    day.campaign(),
                    day.impressions(),
                    day.clicks(),
                    day.conversions(),
                    revenue == null ? BigDecimal.ZERO : revenue);
        }

        Sum plus(Sum other) {
            return new Sum(
                    campaign,
                    opens + other.opens,
                    clicks + other.clicks,
                    conversions + other.conversions,
                    value.add(other.value));
        }

        @Nullable Object statistic(String name) {
            return switch (name) {
                case "recipients", "delivered" -> opens * 5 / 2;
                case "opens", "opens_unique" -> campaign.goal().equals("email") ? opens : 0;
                case "clicks", "clicks_unique" -> clicks;
                case "conversions", "conversion_uniques" -> conversions;
                case "conversion_value" -> value;
                default -> null;
            };
        }
    }

    static Map<String, Object> resource(String type, String id, Map<String, Object> attributes) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("type", type);
        resource.put("id", id);
        resource.put("attributes", attributes);
        resource.put("links", Map.of("self", "https://a.klaviyo.com/api/" + type + "s/" + id));
        return resource;
    }

    static Map<String, Object> campaign(SandboxCampaign campaign) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("name", campaign.name());
        attributes.put("status", "Sending");
        attributes.put("archived", false);
        attributes.put("created_at", campaign.launched() + "T08:00:00+00:00");
        attributes.put("updated_at", campaign.launched() + "T08:00:00+00:00");
        attributes.put("scheduled_at", campaign.launched() + "T08:00:00+00:00");
        attributes.put("send_time", campaign.launched() + "T09:00:00+00:00");
        return resource("campaign", campaign.id(), attributes);
    }

    static Map<String, Object> of(UriInfo uri, List<Map<String, Object>> data) {
        Map<String, Object> links = new HashMap<>();
        links.put("self", uri.getRequestUri().toString());
        links.put("next", null);
        return Map.of("data", data, "links", links);
    }

    static Map<String, Object> page(UriInfo uri, @Nullable String cursor, int size, List<Map<String, Object>> all) {
        if (size < 1 || size > 100 || cursor != null && !cursor.matches("p\\d{1,9}")) {
            throw new KlaviyoError("page", "page[size] must be 1 to 100 and page[cursor] one that was given.");
        }
        int from = cursor == null ? 0 : Math.min(all.size(), Integer.parseInt(cursor.substring(1)));
        int to = Math.min(all.size(), from + size);
        Map<String, Object> links = new HashMap<>();
        links.put("self", uri.getRequestUri().toString());
        links.put(
                "next",
                to == all.size()
                        ? null
                        : uri.getRequestUriBuilder()
                                .replaceQueryParam("page[cursor]", "p" + to)
                                .build()
                                .toString());
        return Map.of("data", all.subList(from, to), "links", links);
    }

    static Map<String, Object> values(UriInfo uri, Collection<Sum> sums, JsonNode statistics) {
        List<Map<String, Object>> results = sums.stream()
                .map(sum -> {
                    Map<String, Object> figures = new LinkedHashMap<>();
                    for (JsonNode name : statistics) {
                        Object figure = sum.statistic(name.asText());
                        if (figure == null) {
                            throw new KlaviyoError("statistics", "'" + name.asText() + "' is not known here.");
                        }
                        figures.put(name.asText(), figure);
                    }
                    Map<String, Object> groupings = Map.of(
                            "campaign_id",
                            sum.campaign().id(),
                            "campaign_message_id",
                            sum.campaign().id(),
                            "send_channel",
                            sum.campaign().goal());
                    return Map.<String, Object>of("groupings", groupings, "statistics", figures);
                })
                .toList();
        return Map.of(
                "data",
                Map.of("type", "campaign-values-report", "attributes", Map.of("results", results)),
                "links",
                Map.of("self", uri.getRequestUri().toString()));
    }
}
