package dev.adjudge.connector.notion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.adjudge.act.Board;
import dev.adjudge.act.BoardCard;
import dev.adjudge.act.BoardPage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Cards as properties of a page, and back. */
final class NotionCard {

    /** Its id in every data source, whatever people call it there. */
    static final String TITLE = "title";

    static final String ACTION = "Action";
    static final String ANSWER = "Answer";
    private static final String STATUS = "Status";
    private static final String ACTIVE = "Active";
    private static final String COMMENT = "Comment";
    private static final String DOES = "Does";
    private static final String SUBJECT = "Subject";
    private static final String CHANGE = "Change";

    private static final String TEXT = "rich_text";

    /** Of a text (Notion, request limits). */
    private static final int LONGEST_TEXT = 2_000;

    private static final List<String> STATES =
            List.of("held", "approved", "rejected", "expired", "done", "failed", "dead", "suppressed", "undone");

    private NotionCard() {}

    /** The properties that a data source has, beside its title, with what each is made with. */
    static Map<String, Map<String, Object>> properties(Board.Kind kind) {
        Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
        if (kind == Board.Kind.ACTION) {
            properties.put(
                    STATUS,
                    Map.of(
                            "select",
                            Map.of(
                                    "options",
                                    STATES.stream()
                                            .map(state -> Map.of("name", capital(state)))
                                            .toList())));
            Stream.of(DOES, SUBJECT, CHANGE, "Reason", "Rule", "Approver", COMMENT, ANSWER, ACTION)
                    .forEach(name -> properties.put(name, Map.of(TEXT, Map.of())));
            properties.put("Deadline", Map.of("date", Map.of()));
            properties.put("Link", Map.of("url", Map.of()));
        } else {
            properties.put(ACTIVE, Map.of("checkbox", Map.of()));
            Stream.of("Type", "Owner", "Platform", DOES, "Description", COMMENT, ANSWER)
                    .forEach(name -> properties.put(name, Map.of(TEXT, Map.of())));
            properties.put("Hits 30 days", Map.of("number", Map.of()));
        }
        return properties;
    }

    /** What a page shows of a card; its state only if asked for. */
    static Map<String, Object> properties(BoardCard card, boolean withState, @Nullable String answer) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (card instanceof BoardCard.Held held) {
            properties.put(TITLE, title(held.title()));
            properties.put(DOES, text(held.does()));
            properties.put(SUBJECT, text(held.subject()));
            properties.put(CHANGE, text(held.change()));
            properties.put("Reason", text(held.reason()));
            properties.put("Rule", text(held.rule()));
            properties.put("Approver", text(held.approver()));
            properties.put("Deadline", date(held.deadline()));
            properties.put("Link", Map.of("url", held.link().toString()));
            properties.put(ACTION, text(held.key()));
            if (withState) {
                properties.put(STATUS, Map.of("select", Map.of("name", capital(held.state()))));
            }
        } else if (card instanceof BoardCard.Rule rule) {
            properties.put(TITLE, title(rule.name()));
            properties.put("Type", text(rule.type()));
            properties.put("Owner", text(rule.owner()));
            properties.put("Platform", text(rule.platform()));
            properties.put(DOES, text(rule.words()));
            properties.put("Description", text(rule.description()));
            properties.put("Hits 30 days", number(rule.hits()));
            if (withState) {
                properties.put(ACTIVE, Map.of("checkbox", rule.state().equals(BoardCard.Rule.ACTIVE)));
            }
        }
        if (answer != null) {
            properties.put(ANSWER, text(answer));
        }
        return properties;
    }

    static BoardPage page(Board.Kind kind, Notion.Page page) {
        boolean isAction = kind == Board.Kind.ACTION;
        return new BoardPage(
                page.id(),
                isAction ? status(page) : active(page),
                isAction
                        ? BoardCard.Held.says(plain(page, DOES), plain(page, SUBJECT), plain(page, CHANGE))
                        : heading(page),
                plain(page, COMMENT),
                page.lastEditedTime(),
                page.lastEditedBy().id());
    }

    private static String status(Notion.Page page) {
        return property(page, STATUS).path("select").path("name").asText().toLowerCase(Locale.ROOT);
    }

    private static String active(Notion.Page page) {
        return property(page, ACTIVE).path("checkbox").asBoolean() ? BoardCard.Rule.ACTIVE : BoardCard.Rule.INACTIVE;
    }

    private static String heading(Notion.Page page) {
        return page.properties().values().stream()
                .filter(property -> property.path("type").asText().equals(TITLE))
                .map(property -> plain(property.path(TITLE)))
                .findFirst()
                .orElse("");
    }

    private static String plain(Notion.Page page, String name) {
        return plain(property(page, name).path(TEXT));
    }

    private static JsonNode property(Notion.Page page, String name) {
        JsonNode property = page.properties().get(name);
        return property == null ? MissingNode.getInstance() : property;
    }

    private static String plain(JsonNode parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(
                part.path("plain_text").asText(part.at("/text/content").asText())));
        return text.toString();
    }

    private static Map<String, Object> title(String text) {
        return Map.of(TITLE, parts(text));
    }

    private static Map<String, Object> text(String text) {
        return Map.of(TEXT, parts(text));
    }

    private static List<Object> parts(String text) {
        String cut = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
        return cut.isEmpty() ? List.of() : List.of(Map.of("text", Map.of("content", cut)));
    }

    private static Map<String, @Nullable Object> date(@Nullable Instant at) {
        Map<String, @Nullable Object> date = new LinkedHashMap<>();
        date.put("date", at == null ? null : Map.of("start", at.toString()));
        return date;
    }

    private static Map<String, @Nullable Object> number(@Nullable Long value) {
        Map<String, @Nullable Object> number = new LinkedHashMap<>();
        number.put("number", value);
        return number;
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
