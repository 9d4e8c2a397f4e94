package dev.adjudge.connector.sandbox;

import dev.adjudge.connector.sandbox.SocialSandbox.Seen;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What others posted that names a page or a profile, and what they wrote under posts of others that does. */
final class SocialMentions {

    private SocialMentions() {}

    /** Newest first. */
    static Stream<SocialItem> posts(List<Seen> all, SocialProfile named) {
        return of(all, named)
                .map(Seen::item)
                .filter(SocialItem::post)
                .sorted(Comparator.comparing(SocialItem::at).reversed());
    }

    /** A medium on Instagram. */
    static Seen media(List<Seen> all, SocialProfile named, @Nullable String id) {
        return one(of(all, named).filter(seen -> seen.item().post()), id);
    }

    /** A comment on Instagram, under a medium of somebody else. */
    static Seen comment(List<Seen> all, SocialProfile named, @Nullable String id) {
        return one(of(all, named).filter(seen -> !seen.item().post()), id);
    }

    private static Stream<Seen> of(List<Seen> all, SocialProfile named) {
        return all.stream()
                .filter(seen -> seen.item().kind().equals(SocialItem.MENTION))
                .filter(seen -> seen.item().profile().equals(named));
    }

    private static Seen one(Stream<Seen> some, @Nullable String id) {
        return some.filter(seen -> seen.item().id().equals(id))
                .findFirst()
                .orElseThrow(() -> MetaError.unknown("get", String.valueOf(id)));
    }
}
