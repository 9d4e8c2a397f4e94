package dev.adjudge.connector.sandbox;

import dev.adjudge.connector.sandbox.SocialLedger.By;
import dev.adjudge.connector.sandbox.SocialLedger.State;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The simulated social platforms as a whole: what was posted and written until now, and what became of it. */
@Singleton
class SocialSandbox {

    private final SandboxSettings settings;
    private final SandboxLedger founding;
    private final SocialLedger ledger;
    private final SandboxClock clock;
    private final SocialTexts texts = new SocialTexts();
    private volatile @Nullable Past past;

    /** What the sandbox makes up by itself until a day. */
    private record Past(LocalDate until, List<SocialPost> posts, List<SocialItem> items) {}

    SocialSandbox(SandboxSettings settings, SandboxLedger founding, SocialLedger ledger, SandboxClock clock) {
        this.settings = settings;
        this.founding = founding;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Something as it is now. */
    record Seen(SocialItem item, boolean hidden) {}

    Instant now() {
        return clock.instant();
    }

    List<SocialProfile> profiles(String platform) {
        return texts.profiles().stream()
                .filter(profile -> profile.platform().equals(platform))
                .toList();
    }

    Optional<SocialProfile> profile(String id) {
        return texts.profiles().stream()
                .filter(profile -> profile.id().equals(id))
                .findFirst();
    }

    /** Newest first. */
    List<SocialPost> posts(SocialProfile profile) {
        Instant now = now();
        return past().posts().stream()
                .filter(post -> post.profile().equals(profile) && !post.at().isAfter(now))
                .sorted(Comparator.comparing(SocialPost::at).reversed())
                .toList();
    }

    Optional<SocialPost> post(String id) {
        Instant now = now();
        return past().posts().stream()
                .filter(post -> post.id().equals(id) && !post.at().isAfter(now))
                .findFirst();
    }

    /** Everything that is there, hidden or not, oldest first. What answers something that is gone is gone with it. */
    List<Seen> all() {
        List<SocialItem> written = new ArrayList<>(past().items());
        written.addAll(ledger.added(this::profile));
        return there(written, ledger.states());
    }

    /** As much of {@link #all} as has to do with one item: what it answers, itself, and what answers it. */
    List<Seen> near(String id) {
        List<SocialItem> written = new ArrayList<>(past().items().stream()
                .filter(item -> item.id().equals(id) || id.equals(item.parent()))
                .toList());
        written.addAll(ledger.added(this::profile, id));
        written.stream()
                .filter(item -> item.id().equals(id))
                .map(SocialItem::parent)
                .filter(Objects::nonNull)
                .findFirst()
                .flatMap(this::written)
                .ifPresent(written::add);
        return there(
                written,
                ledger.states(written.stream().map(SocialItem::id).distinct().toList()));
    }

    private Optional<SocialItem> written(String id) {
        return past().items().stream()
                .filter(item -> item.id().equals(id))
                .findFirst()
                .or(() -> ledger.added(this::profile, id).stream()
                        .filter(item -> item.id().equals(id))
                        .findFirst());
    }

    private List<Seen> there(List<SocialItem> written, Map<String, State> states) {
        Instant now = now();
        written.sort(Comparator.comparing(SocialItem::at).thenComparing(SocialItem::id));
        Set<String> gone = new HashSet<>();
        List<Seen> seen = new ArrayList<>();
        for (SocialItem item : written) {
            State state = states.getOrDefault(item.id(), State.UNTOUCHED);
            if (state.deleted() || item.parent() != null && gone.contains(item.parent())) {
                gone.add(item.id());
            } else if (!item.at().isAfter(now)) {
                String text = state.text();
                seen.add(new Seen(text == null ? item : item.withText(text), state.hidden()));
            }
        }
        return seen;
    }

    Optional<Seen> item(String id) {
        return near(id).stream().filter(seen -> seen.item().id().equals(id)).findFirst();
    }

    void hide(SocialItem item, boolean hidden, By by) {
        ledger.change(item, SocialLedger.HIDDEN, Boolean.toString(hidden), by, now());
    }

    void delete(SocialItem item, By by) {
        ledger.change(item, SocialLedger.DELETED, "true", by, now());
    }

    void edit(SocialItem item, String text, By by) {
        ledger.change(item, SocialLedger.TEXT, text, by, now());
    }

    long nextId() {
        return ledger.nextId();
    }

    boolean add(SocialItem item) {
        return ledger.add(item);
    }

    /** Writes in the page's or profile's own name. */
    SocialItem answer(SocialProfile profile, String kind, String id, String place, String answered, String text) {
        SocialItem answer = new SocialItem(
                profile,
                kind,
                id,
                place,
                kind.equals(SocialItem.COMMENT) && !answered.equals(place) ? answered : null,
                profile.asPerson(),
                text,
                now());
        ledger.answer(answered, answer);
        return answer;
    }

    private Past past() {
        LocalDate today = clock.today();
        Past known = past;
        if (known == null || !known.until().equals(today)) {
            SocialSeries series = new SocialSeries(settings.seed(), founding.foundedOn(today), texts);
            List<SocialPost> posts = new ArrayList<>();
            List<SocialItem> items = new ArrayList<>();
            for (SocialProfile profile : texts.profiles()) {
                posts.addAll(series.posts(profile, today));
                series.first().datesUntil(today.plusDays(1)).forEach(date -> items.addAll(series.on(date, profile)));
            }
            known = new Past(today, posts, items);
            past = known;
        }
        return known;
    }
}
