package dev.adjudge.connector.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** The filters that are sent: {@code last_edited_time} on or after, and a title, text or choice that equals. */
final class NotionFilter {

    private NotionFilter() {}

    static boolean takes(JsonNode filter, NotionPages.Page page, String titleName) {
        if (filter.isMissingNode()) {
            return true;
        }
        if (filter.has("timestamp")) {
            JsonNode after = filter.path("last_edited_time").path("on_or_after");
            if (!filter.path("timestamp").asText().equals("last_edited_time") || !after.isTextual()) {
                throw NotionError.wrong("body.filter.last_edited_time.on_or_after should be defined");
            }
            try {
                return !page.edited().isBefore(Instant.parse(after.asText()));
            } catch (DateTimeParseException e) {
                throw NotionError.wrong(
                        "body.filter.last_edited_time.on_or_after should be a valid ISO 8601 date string");
            }
        }
        String name = filter.path("property").asText();
        JsonNode property = page.properties().path(name.equals("title") ? titleName : name);
        for (String type : new String[] {"title", "rich_text", "select"}) {
            JsonNode wanted = filter.path(type).path("equals");
            if (wanted.isTextual()) {
                return text(property.path(type)).equals(wanted.asText());
            }
        }
        throw NotionError.wrong("body.filter should have a timestamp, or a property with title, rich_text or select");
    }

    private static String text(JsonNode value) {
        if (value.isObject()) {
            return value.path("name").asText();
        }
        StringBuilder text = new StringBuilder();
        value.forEach(part -> text.append(part.at("/text/content").asText()));
        return text.toString();
    }
}
