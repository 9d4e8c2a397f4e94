package dev.adjudge.connector.meta;

import dev.adjudge.connector.meta.MetaSocial.Held;
import dev.adjudge.connector.meta.MetaSocial.PageNode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The pages that the token may speak for, and the Instagram profiles that they hold; remembered for a while. */
@Singleton
class MetaProfiles {

    static final String FIELDS = "id,name,access_token,instagram_business_account";
    private static final Duration REMEMBERED = Duration.ofMinutes(15);

    private final MetaSocial social;
    private final MetaSettings settings;
    private final Clock clock;
    private volatile @Nullable Known known;

    private record Known(List<MetaProfile> profiles, Instant until) {}

    MetaProfiles(@RestClient MetaSocial social, MetaSettings settings, Clock clock) {
        this.social = social;
        this.settings = settings;
        this.clock = clock;
    }

    List<MetaProfile> on(String platform) {
        return all().stream()
                .filter(profile -> profile.platform().equals(platform))
                .toList();
    }

    Optional<MetaProfile> profile(String platform, String id) {
        return on(platform).stream().filter(profile -> profile.id().equals(id)).findFirst();
    }

    private List<MetaProfile> all() {
        Known last = known;
        Instant now = clock.instant();
        if (last == null || now.isAfter(last.until())) {
            last = new Known(asked(), now.plus(REMEMBERED));
            known = last;
        }
        return last.profiles();
    }

    private List<MetaProfile> asked() {
        List<MetaProfile> profiles = new ArrayList<>();
        String after = null;
        do {
            MetaGraph.Page<PageNode> page = social.pages(FIELDS, settings.socialPageSize(), after);
            page.data().stream()
                    .filter(one -> settings.pages()
                            .map(some -> some.contains(one.id()))
                            .orElse(true))
                    .forEach(one -> add(one, profiles));
            after = page.next();
        } while (after != null);
        return profiles;
    }

    private static void add(PageNode page, List<MetaProfile> profiles) {
        String token = page.accessToken() == null ? null : "Bearer " + page.accessToken();
        profiles.add(new MetaProfile(MetaNetwork.FACEBOOK, page.id(), page.id(), token));
        Held instagram = page.instagramBusinessAccount();
        if (instagram != null) {
            profiles.add(new MetaProfile(MetaNetwork.INSTAGRAM, instagram.id(), page.id(), token));
        }
    }
}
