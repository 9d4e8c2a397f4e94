package dev.adjudge.connector.notion;

import dev.adjudge.act.BoardPerson;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whom the people of a workspace are taken for. */
@Singleton
class NotionPeople {

    private final Map<String, String> users;

    NotionPeople(NotionSettings settings) {
        users = settings.people().orElse(List.of()).stream()
                .map(NotionPeople::pair)
                .collect(Collectors.toMap(pair -> id(pair[0]), pair -> pair[1], (first, second) -> {
                    throw new IllegalArgumentException(
                            "adjudge.connector.notion.people says twice who somebody is: " + first + " and " + second);
                }));
    }

    /** Looked at when the service starts, not when somebody answers. */
    void whenStarting(@Observes StartupEvent start) {}

    private static String[] pair(String said) {
        String[] pair = said.strip().split("\\s*=\\s*", -1);
        if (pair.length != 2 || pair[0].isEmpty() || pair[1].isEmpty()) {
            throw new IllegalArgumentException(
                    "adjudge.connector.notion.people has '" + said
                            + "'; write an e-mail address or a Notion user id, =, and the name of a user: anna@example.com=anna");
        }
        return pair;
    }

    BoardPerson of(Notion.User user) {
        boolean isPerson = Notion.User.PERSON.equals(user.type());
        Notion.Person person = user.person();
        String email = person == null ? null : person.email();
        return new BoardPerson(
                user.id(),
                user.name() == null || user.name().isEmpty() ? user.id() : user.name(),
                isPerson,
                isPerson ? known(user.id()).or(() -> known(email)) : Optional.empty());
    }

    private Optional<String> known(@Nullable String id) {
        return id == null ? Optional.empty() : Optional.ofNullable(users.get(id(id)));
    }

    /** Notion writes ids with and without hyphens. */
    private static String id(String id) {
        String small = id.toLowerCase(Locale.ROOT);
        return small.contains("@") ? small : small.replace("-", "");
    }
}
