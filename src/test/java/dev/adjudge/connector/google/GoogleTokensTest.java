package dev.adjudge.connector.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An access token is fetched once, kept, and renewed in time. */
class GoogleTokensTest {

    private final Watch clock = new Watch();
    private final Issuer issuer = new Issuer();
    private final GoogleTokens tokens =
            new GoogleTokens(issuer, new Settings(Optional.of("client"), Optional.empty()), clock);

    @Test
    void is_fetched_once_and_renewed_before_it_expires() {
        assertThat(tokens.current()).contains("token 1");
        clock.now = clock.now.plus(Duration.ofMinutes(57));
        assertThat(tokens.current()).contains("token 1");

        clock.now = clock.now.plus(Duration.ofMinutes(1));

        assertThat(tokens.current()).contains("token 2");
    }

    @Test
    void many_calls_at_once_fetch_one() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Optional<String>>> all = threads.invokeAll(IntStream.range(0, 50)
                    .<java.util.concurrent.Callable<Optional<String>>>mapToObj(i -> tokens::current)
                    .toList());
            for (Future<Optional<String>> one : all) {
                assertThat(one.get()).contains("token 1");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(issuer.asked).hasValue(1);
    }

    @Test
    void one_that_is_no_longer_taken_is_renewed_once_a_minute() {
        String first = tokens.current().orElseThrow();

        assertThat(tokens.rejected(first)).isTrue();
        String second = tokens.current().orElseThrow();
        assertThat(second).isEqualTo("token 2");
        assertThat(tokens.rejected(first)).as("another call's, which was late").isTrue();
        assertThat(tokens.rejected(second)).as("a new one that is refused too").isFalse();
        assertThat(tokens.current()).contains("token 2");

        clock.now = clock.now.plus(Duration.ofMinutes(2));
        assertThat(tokens.rejected(second)).isTrue();
        assertThat(tokens.current()).contains("token 3");
    }

    @Test
    void a_refresh_token_alone_is_not_enough_and_says_so() {
        GoogleTokens halfSet = new GoogleTokens(issuer, new Settings(Optional.empty(), Optional.empty()), clock);

        assertThatThrownBy(halfSet::current).hasMessageContaining("set adjudge.connector.google-ads.client-id too");
    }

    /** An hour each. */
    private static final class Issuer implements GoogleOauth {

        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Issued refresh(String url, String grantType, String clientId, String clientSecret, String refreshToken) {
            assertThat(List.of(url, grantType, clientId, clientSecret, refreshToken))
                    .containsExactly("https://tokens.test", "refresh_token", "client", "secret", "refresh");
            return new Issued("token " + asked.incrementAndGet(), 3600L);
        }
    }

    private static final class Watch extends Clock {

        private Instant now = Instant.parse("2026-11-22T08:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
