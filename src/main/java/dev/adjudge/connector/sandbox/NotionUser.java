package dev.adjudge.connector.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who edits pages in the simulated Notion.
 *
 * @param email null for programs
 */
record NotionUser(UUID id, String name, @Nullable String email) {

    /** Our own integration. */
    static final UUID BOT = id("adjudge");

    private static final List<NotionUser> ALL = List.of(
            new NotionUser(BOT, "Adjudge", null),
            new NotionUser(id("another program"), "Another program", null),
            person("Anna"),
            person("Ben"),
            person("Chloe"));

    static List<NotionUser> all() {
        return ALL;
    }

    private static NotionUser person(String name) {
        String email = name.toLowerCase(java.util.Locale.ROOT) + "@example.com";
        return new NotionUser(id(email), name, email);
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(("notion " + name).getBytes(StandardCharsets.UTF_8));
    }

    Map<String, Object> json() {
        return email == null
                ? Map.of("object", "user", "id", id, "type", "bot", "name", name, "bot", Map.of())
                : Map.of("object", "user", "id", id, "type", "person", "name", name, "person", Map.of("email", email));
    }
}
