package dev.adjudge.connector.google;

import dev.adjudge.connector.PlatformFailure;
import dev.adjudge.connector.google.GoogleOauth.Issued;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * The access token that Google's calls are signed with: the one that was set, or one that is fetched with the refresh token, kept, and
 * renewed before it expires, by one call at a time. One that Google no longer takes is renewed too, once a minute at most.
 */
@Singleton
class GoogleTokens {

    private static final Duration USUAL_LIFE = Duration.ofHours(1);
    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(2);
    private static final Duration BETWEEN_REJECTIONS = Duration.ofMinutes(1);

    private final GoogleOauth oauth;
    private final GoogleSettings settings;
    private final Clock clock;
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();
    private final AtomicLong lastRejected = new AtomicLong();

    private record Known(String token, Instant renewAt) {}

    GoogleTokens(@RestClient GoogleOauth oauth, GoogleSettings settings, Clock clock) {
        this.oauth = oauth;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether there is anything to sign with. */
    boolean there() {
        return settings.token().isPresent() || settings.refreshToken().isPresent();
    }

    /** Empty when there are no credentials. */
    Optional<String> current() {
        if (settings.refreshToken().isEmpty()) {
            return settings.token();
        }
        Known last = known.get();
        return Optional.of((last != null && good(last)
                        ? last
                        : renewed(settings.refreshToken().get()))
                .token());
    }

    private synchronized Known renewed(String refreshToken) {
        Known last = known.get();
        if (last == null || !good(last)) {
            last = fetched(refreshToken);
            known.set(last);
        }
        return last;
    }

    private boolean good(Known last) {
        return clock.instant().isBefore(last.renewAt());
    }

    /**
     * Google no longer takes a token. Waits for nothing: it is called where answers arrive.
     *
     * @return whether there is, or can be fetched, another to try with
     */
    boolean rejected(String token) {
        if (settings.refreshToken().isEmpty()) {
            return false;
        }
        Known last = known.get();
        if (last == null || !last.token().equals(token)) {
            return true;
        }
        long before = lastRejected.get();
        long now = clock.millis();
        return now - before >= BETWEEN_REJECTIONS.toMillis()
                && lastRejected.compareAndSet(before, now)
                && known.compareAndSet(last, null);
    }

    private Known fetched(String refreshToken) {
        Issued issued = oauth.refresh(
                settings.tokenUrl(),
                "refresh_token",
                needed(settings.clientId(), "client-id"),
                needed(settings.clientSecret(), "client-secret"),
                refreshToken);
        Duration life = issued.expiresIn() == null ? USUAL_LIFE : Duration.ofSeconds(issued.expiresIn());
        Duration tenth = life.dividedBy(10);
        Duration margin = tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN;
        return new Known(issued.accessToken(), clock.instant().plus(life).minus(margin));
    }

    private static String needed(Optional<String> value, String name) {
        return value.orElseThrow(() -> new PlatformFailure.Refused(
                "a refresh token is set, and no " + name + "; set adjudge.connector.google-ads." + name + " too"));
    }
}
