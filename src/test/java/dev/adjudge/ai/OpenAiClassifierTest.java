package dev.adjudge.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.offset;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.adjudge.Certificate;
import dev.adjudge.fact.Classification;
import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import dev.adjudge.platform.calls.CallLimit;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The model answers well, badly, slowly and not at all. */
@QuarkusTest
class OpenAiClassifierTest {

    private static final List<String> TEXTS = List.of(
            "I love it", "When do you open?", "It came broken, Call me at 555 0100", "you scum", "get followers here");

    @Inject
    DataSource database;

    @Inject
    Clock clock;

    private ModelServer server;

    @BeforeEach
    void start() {
        server = new ModelServer(database, clock);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void several_texts_are_one_question_and_each_gets_its_own_answer() throws ClassifierFailed {
        List<Classification> said = server.classifier().classify(TEXTS);

        assertThat(said)
                .extracting(Classification::intent)
                .containsExactly(Intent.PRAISE, Intent.QUESTION, Intent.COMPLAINT, Intent.TOXIC, Intent.SPAM);
        assertThat(said.get(1)).satisfies(question -> {
            assertThat(question.confidence()).isEqualByComparingTo("0.875").hasScaleOf(4);
            assertThat(question.sentiment()).isEqualTo(Sentiment.NEGATIVE);
            assertThat(question.sentimentConfidence()).isEqualByComparingTo("0.75");
            assertThat(question.replyRequired()).isTrue();
            assertThat(question.flags()).as("flags that there are").isEmpty();
            assertThat(question.reason()).isEqualTo("It says so.");
            assertThat(question.by().toString()).matches("openai/pretend-1@2026-11-task-[0-9a-f]{8}");
        });
        assertThat(server.model.requests()).hasSize(1);
        PretendModel.Request sent = server.model.requests().get(0);
        assertThat(sent.path()).isEqualTo("/v1/chat/completions");
        assertThat(sent.headers()).containsEntry("authorization", "Bearer " + ModelSettings.KEY);
        assertThat(sent.json().at("/response_format/json_schema/strict").asBoolean())
                .isTrue();
        assertThat(sent.json().path("temperature").asDouble()).isZero();
    }

    @Test
    void what_is_blank_or_only_invisible_is_not_asked_about() throws ClassifierFailed {
        assertThat(server.classifier().classify(List.of("", "  \n", "\u200b\u2060")))
                .extracting(Classification::intent)
                .containsOnly(Intent.OTHER);
        assertThat(server.model.requests()).isEmpty();
    }

    @Test
    void batches_hold_so_many_texts_and_no_more() throws ClassifierFailed {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            texts.add("number " + i + " is great");
        }

        assertThat(server.classifier().classify(texts)).hasSize(23);

        assertThat(server.model.requests())
                .extracting(PretendModel.Request::texts)
                .containsExactly(10, 10, 3);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "NO_JSON",
                "WRONG_INTENT",
                "CONFIDENCE_OVER_ONE",
                "CONFIDENCE_AS_TEXT",
                "LAST_MISSING",
                "LAST_TWICE",
                "FIELD_TWICE",
                "REFUSAL"
            })
    void what_cannot_be_is_asked_again_once_and_alone(Mood mood) throws ClassifierFailed {
        server.model.next(mood);

        assertThat(server.classifier().classify(TEXTS.subList(0, 2)))
                .extracting(Classification::intent)
                .containsExactly(Intent.PRAISE, Intent.QUESTION);

        assertThat(server.model.requests())
                .extracting(PretendModel.Request::texts)
                .startsWith(2, 1)
                .hasSizeLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"PROSE_AROUND", "UNKNOWN_ID"})
    void what_stands_around_the_answer_does_no_harm(Mood mood) throws ClassifierFailed {
        server.model.next(mood);

        assertThat(server.classifier().classify(TEXTS.subList(0, 2)))
                .extracting(Classification::intent)
                .containsExactly(Intent.PRAISE, Intent.QUESTION);
        assertThat(server.model.requests()).hasSize(1);
    }

    @Test
    void a_text_that_gets_no_usable_answer_twice_fails_alone() throws ClassifierFailed {
        server.model.next(Mood.LAST_MISSING, Mood.WRONG_INTENT);

        List<Optional<Classification>> said = server.classifier().classifyEach(TEXTS);

        assertThat(said.subList(0, 4)).allMatch(Optional::isPresent);
        assertThat(said.get(4)).isEmpty();
        server.model.always(Mood.WRONG_INTENT);
        assertThatThrownBy(() -> server.classifier().classify(TEXTS))
                .isInstanceOf(ClassifierFailed.class)
                .hasMessageContaining("gave no usable answer for 1 of 5 texts");
    }

    @Test
    void a_text_that_the_server_refuses_to_read_keeps_none_of_the_others_from_their_answer() throws ClassifierFailed {
        OpenAiClassifier classifier = server.classifier();
        classifier.classify(List.of("I love it"));
        server.model.next(Mood.FILTERED, Mood.GOOD, Mood.FILTERED, Mood.GOOD);

        List<Optional<Classification>> said = classifier.classifyEach(TEXTS.subList(0, 3));

        assertThat(said).extracting(Optional::isPresent).containsExactly(true, false, true);
    }

    @Test
    void a_server_that_knows_no_schema_is_asked_for_less_and_not_for_more_again() throws ClassifierFailed {
        server.model.always(Mood.NO_SCHEMA);
        OpenAiClassifier classifier = server.classifier();

        classifier.classify(TEXTS);
        classifier.classify(TEXTS);

        assertThat(server.model.requests())
                .extracting(PretendModel.Request::form)
                .containsExactly("json_schema", "json_object", "json_object");
    }

    @Test
    void a_server_that_knows_no_response_format_is_asked_without() throws ClassifierFailed {
        server.model.always(Mood.NO_FORMAT);

        assertThat(server.classifier().classify(TEXTS)).hasSize(5);

        assertThat(server.model.requests())
                .extracting(PretendModel.Request::form)
                .containsExactly("json_schema", "json_object", "none");
    }

    @ParameterizedTest
    @EnumSource(names = {"ERROR", "CUT"})
    void trouble_that_passes_is_tried_again(Mood mood) throws ClassifierFailed {
        server.model.next(mood, mood);

        assertThat(server.classifier().classify(TEXTS)).hasSize(5);
        assertThat(server.model.requests()).hasSize(3);
    }

    @Test
    void after_five_failures_it_is_left_alone() {
        server.model.always(Mood.ERROR);
        OpenAiClassifier classifier = server.classifier();

        assertThat(failure(classifier)).hasMessageContaining("HTTP 500, server_error");
        assertThat(failure(classifier)).hasMessageContaining("left alone for a minute");
        assertThat(failure(classifier)).hasMessageContaining("left alone for a minute");
        assertThat(server.model.requests()).hasSize(5);
    }

    @Test
    void it_waits_as_long_as_it_is_asked_to() throws ClassifierFailed {
        server.model.next(Mood.BUSY);
        long from = System.nanoTime();

        assertThat(server.classifier().classify(TEXTS)).hasSize(5);

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void it_asks_nothing_before_the_time_that_it_was_told() {
        server.model.next(Mood.BUSY_FOR_LONG);
        OpenAiClassifier classifier = server.classifier();

        assertThat(failure(classifier)).hasMessageContaining("HTTP 429, rate_limit_exceeded");
        assertThat(failure(classifier)).hasMessageContaining("asked to be left alone");
        assertThat(server.model.requests()).hasSize(1);
    }

    @Test
    void it_waits_no_longer_than_it_may() {
        server.model.always(Mood.SLOW);
        long from = System.nanoTime();

        assertThat(failure(server.classifier(server.settings.within(Duration.ofSeconds(1)))))
                .hasMessageContaining("no answer within PT1S");

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void a_server_that_is_not_there_is_said_to_be_so() {
        assertThat(failure(server.classifier(ModelSettings.of("http://127.0.0.1:1/v1"))))
                .hasMessageContaining("Connection refused");
    }

    @Test
    void nothing_is_sent_to_a_certificate_that_nobody_vouches_for() throws Exception {
        AtomicInteger reached = new AtomicInteger();
        HttpsServer impostor = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        impostor.setHttpsConfigurator(new HttpsConfigurator(
                new Certificate(Files.createTempDirectory("certificate-"), "ip:127.0.0.1").context()));
        impostor.createContext("/", exchange -> {
            reached.incrementAndGet();
            exchange.close();
        });
        impostor.start();
        try {
            assertThat(failure(server.classifier(ModelSettings.of(
                            "https://127.0.0.1:" + impostor.getAddress().getPort() + "/v1"))))
                    .hasMessageContaining("CertPathBuilder");
        } finally {
            impostor.stop(0);
        }
        assertThat(reached).hasValue(0);
    }

    @Test
    void neither_key_nor_text_is_in_what_it_says_of_a_failure() {
        server.model.next(Mood.WRONG_KEY);

        ClassifierFailed failed = failure(server.classifier());

        assertThat(failed).hasMessageContaining("HTTP 401, invalid_api_key").hasMessageNotContaining("secret");
        assertThat(failed).hasStackTraceContaining("ModelFailed");
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).doesNotContain("secret", "Call me", "broken");
        }
        assertThat(server.model.requests()).as("a wrong key stays wrong").hasSize(1);
    }

    @Test
    void without_key_and_address_nothing_is_called() {
        ModelSettings none = new ModelSettings(Optional.empty(), Duration.ofSeconds(4), Optional.empty(), 10);

        assertThat(failure(server.classifier(none))).hasMessageContaining("set adjudge.ai.openai.api-key");
    }

    @Test
    void tokens_and_cost_are_counted_as_the_server_counts_them() throws ClassifierFailed {
        server.classifier().classify(TEXTS);

        double input = server.counted("ai.tokens", "provider", "openai", "model", "pretend-1", "direction", "input");
        double output = server.counted("ai.tokens", "provider", "openai", "model", "pretend-1", "direction", "output");
        assertThat(input).isEqualTo(server.model.requests().get(0).body().length() / 4);
        assertThat(server.counted("ai.cost", "currency", "USD"))
                .isCloseTo((input * 0.40 + output * 1.60) / 1e6, offset(1e-9));
    }

    @Test
    void a_server_that_counts_no_tokens_has_them_estimated() throws ClassifierFailed {
        server.model.tellsNoUsage();

        server.classifier().classify(TEXTS);

        double sent = server.model
                        .requests()
                        .get(0)
                        .json()
                        .path("messages")
                        .toString()
                        .length()
                / 3.5;
        assertThat(server.counted("ai.tokens", "direction", "input")).isBetween(sent * 0.8, sent * 1.6);
    }

    @Test
    void no_more_tokens_are_taken_than_the_limit_has() throws ClassifierFailed {
        long odd = 2_000 + Math.abs(UUID.randomUUID().hashCode() % 200);
        CallLimit limit = new CallLimit(odd, Duration.ofHours(1), true, odd);
        OpenAiClassifier one = new OpenAiClassifier(server.asked(server.settings, limit), server.settings);
        OpenAiClassifier other = new OpenAiClassifier(server.asked(server.settings, limit), server.settings);

        one.classify(TEXTS);

        assertThat(failure(other)).hasMessageContaining("the " + odd + " tokens in PT1H");
        assertThat(server.model.requests()).hasSize(1);
    }

    @Test
    void what_it_may_cost_a_day_is_not_exceeded() throws ClassifierFailed {
        String odd = "0.0010" + (100 + Math.abs(UUID.randomUUID().hashCode() % 100));
        ModelSettings capped = server.settings.costing(odd);
        OpenAiClassifier classifier = server.classifier(capped);

        int made = 0;
        ClassifierFailed failed = null;
        while (failed == null && made < 20) {
            failed = failure(classifier);
            made += failed == null ? 1 : 0;
        }

        assertThat(failed).isNotNull().hasMessageContaining("the " + odd + " USD that it may cost a day");
        assertThat(made).isBetween(1, 4);
        assertThat(server.counted("ai.cost")).isLessThan(0.0015);
    }

    private static ClassifierFailed failure(Classifier classifier) {
        return catchThrowableOfType(ClassifierFailed.class, () -> classifier.classify(TEXTS));
    }
}
