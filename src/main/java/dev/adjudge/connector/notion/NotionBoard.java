package dev.adjudge.connector.notion;

import dev.adjudge.act.ActionFailed;
import dev.adjudge.act.Board;
import dev.adjudge.act.BoardCard;
import dev.adjudge.act.BoardPage;
import dev.adjudge.act.BoardPerson;
import dev.adjudge.connector.Answers;
import dev.adjudge.connector.Destination;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Two data sources of Notion: one with what is held, one with the rules. */
@Singleton
class NotionBoard implements Board {

    private static final Logger log = Logger.getLogger(NotionBoard.class);
    private static final String NAME = "notion";
    private static final int PAGE_SIZE = 100;

    private final Notion notion;
    private final NotionSettings settings;
    private final NotionPeople people;
    private final Destination destination;
    private final Map<Kind, NotionSource> sources = new ConcurrentHashMap<>();

    NotionBoard(@RestClient Notion notion, NotionSettings settings, NotionPeople people, Destination destination) {
        this.notion = notion;
        this.settings = settings;
        this.people = people;
        this.destination = destination;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean has(Kind kind) {
        return id(kind).isPresent()
                && destination.isThere(settings.url(), settings.token().isPresent());
    }

    /** Without a token they are the sandbox's. */
    private Optional<String> id(Kind kind) {
        Optional<String> set = kind == Kind.ACTION ? settings.approvals() : settings.rules();
        return set.isPresent() || settings.token().isPresent()
                ? set
                : Optional.of(
                        kind == Kind.ACTION
                                ? "5a4db0c5-0000-4000-8000-00000000a001"
                                : "5a4db0c5-0000-4000-8000-00000000a002");
    }

    private NotionSource source(Kind kind) throws ActionFailed {
        NotionSource known = sources.get(kind);
        if (known != null) {
            return known;
        }
        String id = id(kind).orElseThrow();
        NotionSource prepared = call(() -> NotionSource.prepared(notion, id, kind));
        sources.put(kind, prepared);
        return prepared;
    }

    @Override
    public Optional<BoardPage> find(Kind kind, String key) throws ActionFailed {
        Map<String, Object> filter = kind == Kind.ACTION
                ? Map.of("property", NotionCard.ACTION, "rich_text", Map.of("equals", key))
                : Map.of("property", NotionCard.TITLE, "title", Map.of("equals", key));
        return pages(kind, filter).stream().findFirst();
    }

    @Override
    public List<BoardPage> edited(Kind kind, @Nullable Instant since) throws ActionFailed {
        return pages(
                kind,
                since == null
                        ? null
                        : Map.of(
                                "timestamp",
                                "last_edited_time",
                                "last_edited_time",
                                Map.of("on_or_after", since.toString())));
    }

    private List<BoardPage> pages(Kind kind, @Nullable Map<String, Object> filter) throws ActionFailed {
        NotionSource source = source(kind);
        List<BoardPage> pages = new ArrayList<>();
        Notion.Found found;
        String cursor = null;
        do {
            Notion.Query query = new Notion.Query(filter, cursor, PAGE_SIZE);
            found = call(() -> notion.query(source.id(), query));
            found.results().stream()
                    .filter(page -> !page.inTrash())
                    .forEach(page -> pages.add(NotionCard.page(kind, page)));
            cursor = found.nextCursor();
        } while (found.hasMore() && cursor != null);
        return pages;
    }

    @Override
    public Optional<BoardPage> read(Kind kind, String page) throws ActionFailed {
        return call(() -> Answers.ifThere(() -> notion.page(page)))
                .filter(there -> !there.inTrash())
                .map(there -> NotionCard.page(kind, there));
    }

    @Override
    public String make(BoardCard card) throws ActionFailed {
        NotionSource source = source(card.kind());
        Notion.NewPage page = new Notion.NewPage(source.parent(), NotionCard.properties(card, true, null));
        return call(() -> notion.create(page).id());
    }

    @Override
    public void write(String page, BoardCard card, boolean withState, @Nullable String answer) throws ActionFailed {
        Notion.Changes changes = new Notion.Changes(NotionCard.properties(card, withState, answer));
        call(() -> notion.update(page, changes));
    }

    /** Whom Notion does not describe, for want of a permission or since they left, is known by their id, or nobody. */
    @Override
    public BoardPerson person(String id) throws ActionFailed {
        try {
            return people.of(call(() -> notion.user(id)));
        } catch (ActionFailed.Permanent e) {
            log.warnf("Notion does not say who edited a page, person=%s: %s", id, e.getMessage());
            return people.of(new Notion.User(id, Notion.User.PERSON, null, null));
        }
    }

    /** Nobody waits for a mirror: it is called again when Notion says. What is refused may be for a property that somebody changed. */
    private <T> T call(Supplier<T> call) throws ActionFailed {
        try {
            return Answers.forAction(NAME, () -> Answers.patiently(call));
        } catch (ActionFailed.Permanent e) {
            sources.clear();
            throw e;
        }
    }
}
