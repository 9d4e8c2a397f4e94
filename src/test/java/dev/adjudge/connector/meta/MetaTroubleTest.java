package dev.adjudge.connector.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.adjudge.act.ActionFailed;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Subject;
import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.PerformanceDay;
import dev.adjudge.ingest.FactSink;
import dev.adjudge.ingest.FactSourceUnavailable;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(MetaTroubleTest.Trouble.class)
@QuarkusTestResource(value = MetaTroubleTest.TroubledMeta.class, restrictToAnnotatedClass = true)
class MetaTroubleTest {

    private static final Action PAUSE = new Action.Pause("active");

    /** Quick retries. */
    public static class Trouble implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.fault-tolerance.\"dev.adjudge.connector.meta.MetaGraph\".retry.delay", "20",
                    "quarkus.fault-tolerance.\"dev.adjudge.connector.meta.MetaGraph\".retry.delay-unit", "millis",
                    "quarkus.fault-tolerance.\"dev.adjudge.connector.meta.MetaGraph\".retry.jitter", "5",
                    "adjudge.connector.meta.token", "a-secret-token");
        }
    }

    /** Answers as the queue says, and remembers what it was asked. */
    public static class TroubledMeta implements QuarkusTestResourceLifecycleManager {

        record Answer(int status, String body, Map<String, String> headers) {}

        static final Queue<Answer> ANSWERS = new ConcurrentLinkedQueue<>();
        static final Queue<String> REQUESTS = new ConcurrentLinkedQueue<>();

        private final HttpServer server = listening();

        @Override
        public Map<String, String> start() {
            server.createContext("/", exchange -> {
                String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                REQUESTS.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + form + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
                Answer answer = ANSWERS.remove();
                byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                answer.headers().forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(answer.status(), body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return Map.of(
                    "adjudge.connector.meta.url",
                    "http://127.0.0.1:" + server.getAddress().getPort());
        }

        @Override
        public void stop() {
            server.stop(0);
        }

        private static HttpServer listening() {
            try {
                return HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static void answers(int status, String body) {
            ANSWERS.add(new Answer(status, body, Map.of()));
        }
    }

    @Inject
    MetaActions actions;

    @Inject
    MetaSource source;

    @Inject
    CircuitBreakerMaintenance circuits;

    private final Subject subject = Subject.campaign("meta", "1", "42");

    @BeforeEach
    void begin_anew() {
        TroubledMeta.ANSWERS.clear();
        TroubledMeta.REQUESTS.clear();
        circuits.resetAll();
    }

    @Test
    void tries_three_times_in_one_call() throws Exception {
        TroubledMeta.answers(500, "oops");
        TroubledMeta.answers(503, "{\"error\":{\"code\":2,\"message\":\"temporary\"}}");
        TroubledMeta.answers(200, "{\"id\":\"42\",\"status\":\"ACTIVE\"}");

        assertThat(actions.current(subject, PAUSE)).contains("active");
        assertThat(TroubledMeta.REQUESTS).hasSize(3);
    }

    @Test
    void sends_the_change_as_a_form_and_the_token_in_a_header_only() throws Exception {
        TroubledMeta.answers(200, "{\"success\":true}");

        actions.execute(subject, new Action.ChangeBudget(null, new java.math.BigDecimal("7500"), "JPY"));

        assertThat(TroubledMeta.REQUESTS).containsExactly("POST /v25.0/42 daily_budget=7500 Bearer a-secret-token");
    }

    @Test
    void leaves_a_busy_platform_alone_for_as_long_as_it_asks() {
        TroubledMeta.ANSWERS.add(new TroubledMeta.Answer(
                400, "{\"error\":{\"code\":80004,\"message\":\"too many calls\"}}", Map.of("Retry-After", "300")));

        ActionFailed.Temporary failed =
                catchThrowableOfType(ActionFailed.Temporary.class, () -> actions.current(subject, PAUSE));

        assertThat(failed.retryAfter()).contains(Duration.ofMinutes(5));
        assertThat(TroubledMeta.REQUESTS).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 17, 32, 613, 80001, 80002, 80004, 80006})
    void a_limit_of_whatever_kind_is_waited_for_as_long_as_its_usage_says(int code) {
        TroubledMeta.ANSWERS.add(new TroubledMeta.Answer(
                400,
                "{\"error\":{\"code\":" + code + ",\"message\":\"too many calls\"}}",
                Map.of("X-Business-Use-Case-Usage", """
                        {"17":[{"type":"pages","call_count":100,"estimated_time_to_regain_access":19},
                        {"type":"ads_management","call_count":12,"estimated_time_to_regain_access":0}]}""".replace("\n", ""))));

        ActionFailed.Temporary failed =
                catchThrowableOfType(ActionFailed.Temporary.class, () -> actions.current(subject, PAUSE));

        assertThat(failed.retryAfter()).contains(Duration.ofMinutes(19));
        assertThat(TroubledMeta.REQUESTS).hasSize(1);
    }

    @Test
    void one_that_does_not_say_for_how_long_is_left_alone_for_a_while_which_counts_as_no_try() {
        TroubledMeta.answers(400, "{\"error\":{\"code\":80001,\"message\":\"too many calls\"}}");

        ActionFailed.Temporary failed =
                catchThrowableOfType(ActionFailed.Temporary.class, () -> actions.current(subject, PAUSE));

        assertThat(failed.retryAfter()).contains(Duration.ofMinutes(5));
    }

    @Test
    void what_changes_something_is_sent_once_a_try() {
        TroubledMeta.answers(500, "oops");

        assertThatThrownBy(() -> actions.execute(subject, PAUSE)).isInstanceOf(ActionFailed.Temporary.class);

        assertThat(TroubledMeta.REQUESTS).hasSize(1);
    }

    @Test
    void does_not_repeat_what_is_refused() {
        TroubledMeta.answers(400, "{\"error\":{\"code\":190,\"message\":\"The access token has expired\"}}");

        assertThatThrownBy(() -> actions.current(subject, PAUSE))
                .isInstanceOf(ActionFailed.Permanent.class)
                .hasMessageContaining("code 190: The access token has expired");
        assertThat(TroubledMeta.REQUESTS).hasSize(1);
    }

    @Test
    void takes_an_error_for_what_it_is_whatever_the_status() throws Exception {
        TroubledMeta.answers(200, " {\"error\": {\"code\": 2, \"message\": \"try later\"}}");
        TroubledMeta.answers(200, "{\"id\":\"42\",\"status\":\"ACTIVE\"}");

        assertThat(actions.current(subject, PAUSE)).contains("active");
        assertThat(TroubledMeta.REQUESTS).hasSize(2);
    }

    @Test
    void gives_up_a_pull_whose_pages_break_off_in_the_middle() {
        String page = "{\"data\":[{\"account_id\":\"1\",\"currency\":\"EUR\",\"timezone_name\":\"UTC\"}],"
                + "\"paging\":{\"cursors\":{\"after\":\"x\"},\"next\":\"http://there.test\"}}";
        TroubledMeta.answers(200, page);
        TroubledMeta.answers(200, "{\"data\":[]}");
        for (int i = 0; i < 3; i++) {
            TroubledMeta.answers(200, "{\"error\":{\"code\":1,\"message\":\"unknown\"}}");
        }

        assertThatThrownBy(() -> source.pullCampaigns(NOBODY))
                .isInstanceOf(FactSourceUnavailable.class)
                .hasMessageContaining("code 1: unknown");
    }

    private static final FactSink NOBODY = new FactSink() {
        @Override
        public void campaign(Campaign campaign) {
            assertThat(campaign).as("a campaign out of nowhere").isNull();
        }

        @Override
        public void day(PerformanceDay day) {
            assertThat(day).as("a day out of nowhere").isNull();
        }
    };

    @Test
    void asks_no_more_once_five_calls_in_a_row_have_failed() {
        for (int i = 0; i < 9; i++) {
            TroubledMeta.answers(500, "oops");
        }

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> actions.current(subject, PAUSE)).isInstanceOf(ActionFailed.Temporary.class);
        }

        assertThat(TroubledMeta.REQUESTS).hasSize(5);
        assertThatThrownBy(() -> actions.current(subject, PAUSE)).hasMessageContaining("left alone for a minute");
    }

    @Test
    void a_pull_says_so_when_nothing_is_asked_any_more() {
        for (int i = 0; i < 5; i++) {
            TroubledMeta.answers(500, "oops");
        }
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> source.pullCampaigns(NOBODY)).isInstanceOf(FactSourceUnavailable.class);
        }

        assertThatThrownBy(() -> source.pullCampaigns(NOBODY)).hasMessageContaining("left alone for a minute");
        assertThat(TroubledMeta.REQUESTS).hasSize(5);
    }
}
