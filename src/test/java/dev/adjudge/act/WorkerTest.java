package dev.adjudge.act;

import static dev.adjudge.act.Actions.budget;
import static dev.adjudge.act.Actions.pause;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.audit.AuditLog;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.ActionEnded;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WorkerTest {

    private static final Subject META = Subject.campaign("meta", "1010123456789", "120210000000010007");
    private static final Subject GOOGLE = Subject.campaign("google_ads", "4441112222", "21000000004");

    @Inject
    Actions actions;

    @Inject
    AuditLog audit;

    @Inject
    Outbox outbox;

    @Inject
    Shift shift;

    @Inject
    Switches switches;

    @Inject
    PretendPlatform pretend;

    @Inject
    Heard heard;

    @Inject
    MeterRegistry metrics;

    @Inject
    Clock clock;

    @Inject
    DataSource database;

    @Inject
    ObjectMapper json;

    @Inject
    Attempt attempt;

    @Inject
    ActionDetails details;

    @Inject
    ActSettings settings;

    @Inject
    Event<ActionEnded> done;

    @Inject
    Returns returns;

    private Instant start = Instant.EPOCH;

    @Singleton
    static class Heard {

        private final Queue<ActionEnded> events = new ConcurrentLinkedQueue<>();

        void hear(@Observes ActionEnded done) {
            events.add(done);
        }
    }

    @BeforeEach
    void remember_the_start() {
        start = clock.instant();
    }

    @AfterEach
    void restore_the_sandbox() {
        actions.restore(META);
        actions.restore(GOOGLE);
        switches.states().forEach(state -> switches.turnOff(state.scope(), Caller.SERVICE));
    }

    @Test
    void pauses_a_campaign_on_meta() {
        UUID id = actions.allowed(META, pause());

        assertThat(end(id)).satisfies(row -> {
            assertThat(row.status()).isEqualTo("done");
            assertThat(row.taken()).isTrue();
            assertThat(row.attempts()).isEqualTo(1);
            assertThat(row.finishedAt()).isNotNull();
            assertThat(row.outcome())
                    .contains("\"result\": \"done\"")
                    .contains("POST /v25.0/120210000000010007 status=PAUSED")
                    .contains("\"confirmed\": \"paused\"");
        });
        assertThat(actions.writes(META, start)).containsExactly("status=paused");
        assertThat(heard.events).anySatisfy(event -> {
            assertThat(event.actionId()).isEqualTo(id);
            assertThat(event.subject()).isEqualTo(META);
            assertThat(event.action()).isEqualTo(pause());
        });
        assertThat(metrics.get("actions.taken")
                        .tags("platform", "meta", "kind", "pause", "outcome", "done")
                        .counter()
                        .count())
                .isPositive();
    }

    @Test
    void changes_a_budget_on_meta_to_the_hundredth() {
        UUID id = actions.allowed(META, budget("240", "180.125"));

        assertThat(end(id).status()).isEqualTo("done");
        assertThat(actions.writes(META, start)).containsExactly("daily_budget=18013");
    }

    @Test
    void pauses_a_campaign_and_lets_it_go_on_at_google() {
        assertThat(end(actions.allowed(GOOGLE, pause())).status()).isEqualTo("done");
        assertThat(end(actions.allowed(GOOGLE, new Action.Resume("paused"))).status())
                .isEqualTo("done");

        assertThat(actions.writes(GOOGLE, start)).containsExactly("status=paused", "status=active");
    }

    @Test
    void changes_a_budget_at_google_in_micros() {
        UUID id = actions.allowed(GOOGLE, budget("500.0000", "600"));

        assertThat(end(id).outcome()).contains("campaignBudgets:mutate").contains("amountMicros=600000000");
        assertThat(actions.writes(GOOGLE, start)).containsExactly("daily_budget=60000");
    }

    @Test
    void refuses_a_budget_that_drifted_and_names_both_values() {
        UUID id = actions.allowed(META, budget("200", "150"));

        assertThat(end(id)).satisfies(row -> {
            assertThat(row.status()).isEqualTo("failed");
            assertThat(row.taken()).isFalse();
            assertThat(row.outcome())
                    .contains("drifted")
                    .contains("It was 200 ")
                    .contains("is 240 now");
        });
        assertThat(actions.writes(META, start)).isEmpty();
    }

    @Test
    void refuses_a_budget_whose_earlier_value_nobody_knew() {
        UUID id = actions.allowed(META, new Action.ChangeBudget(null, new BigDecimal("150"), "USD"));

        assertThat(end(id).status()).isEqualTo("failed");
        assertThat(actions.writes(META, start)).isEmpty();
    }

    @Test
    void sends_nothing_when_the_value_is_there_already() {
        UUID id = actions.allowed(META, budget("300", "240.001"));

        assertThat(end(id)).satisfies(row -> {
            assertThat(row.status()).isEqualTo("done");
            assertThat(row.outcome()).contains("already");
        });
        assertThat(actions.writes(META, start)).isEmpty();
    }

    @Test
    void finishes_what_a_killed_worker_did_not_begin() {
        UUID id = actions.held(META, pause());
        actions.abandoned(id);

        assertThat(end(id).status()).isEqualTo("done");
        assertThat(actions.writes(META, start)).containsExactly("status=paused");
    }

    @Test
    void does_not_repeat_what_a_killed_worker_had_done() {
        assertThat(end(actions.allowed(META, pause())).status()).isEqualTo("done");
        UUID id = actions.held(META, pause());
        actions.abandoned(id);

        assertThat(end(id).outcome()).contains("already");
        assertThat(actions.writes(META, start)).containsExactly("status=paused");
    }

    @Test
    void takes_each_action_once_however_many_workers_there_are() throws Exception {
        List<Subject> subjects = IntStream.range(0, 60)
                .mapToObj(i -> PretendPlatform.campaign("busy-" + i + "-" + start.toEpochMilli()))
                .toList();
        List<UUID> ids = subjects.stream()
                .map(subject -> actions.allowed(subject, pause()))
                .toList();

        ExecutorService workers = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> shifts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                shifts.add(() -> shift.work(() -> {}));
            }
            workers.invokeAll(shifts);
        } finally {
            workers.shutdown();
        }

        assertThat(ids).allSatisfy(id -> assertThat(end(id)).satisfies(row -> {
            assertThat(row.status()).isEqualTo("done");
            assertThat(row.attempts()).isEqualTo(1);
        }));
        assertThat(subjects)
                .allSatisfy(subject -> assertThat(pretend.effects(subject)).isEqualTo(1));
    }

    @Test
    void does_several_at_once_and_never_two_of_one_campaign() {
        List<Subject> subjects = IntStream.range(0, settings.parallel())
                .mapToObj(i -> PretendPlatform.campaign("slow-at-once-" + i + "-" + start.toEpochMilli()))
                .toList();
        List<UUID> ids = new ArrayList<>();
        for (Subject subject : subjects) {
            ids.add(actions.held(subject, pause()));
            ids.add(actions.held(subject, new Action.Resume("paused")));
        }
        ids.forEach(actions::abandoned);

        assertThat(ids).allSatisfy(id -> assertThat(end(id).finishedAt()).isNotNull());

        List<Long> begun = subjects.stream().map(pretend::begun).sorted().toList();
        assertThat(Duration.ofNanos(begun.get(1) - begun.get(0)))
                .as("One does not wait for the end of another")
                .isLessThan(Duration.ofMillis(700));
        assertThat(subjects)
                .allSatisfy(subject -> assertThat(pretend.mostAtOnce(subject)).isEqualTo(1));
    }

    @Test
    void tries_again_when_the_platform_was_down() {
        Subject subject = PretendPlatform.campaign("down-once-" + start.toEpochMilli());

        assertThat(end(actions.allowed(subject, pause()))).satisfies(row -> {
            assertThat(row.status()).isEqualTo("done");
            assertThat(row.attempts()).isEqualTo(2);
        });
    }

    @Test
    void gives_up_after_five_tries_and_says_why() {
        Subject subject = PretendPlatform.campaign("always-down-" + start.toEpochMilli());

        assertThat(end(actions.allowed(subject, pause()))).satisfies(row -> {
            assertThat(row.status()).isEqualTo("dead");
            assertThat(row.taken()).isFalse();
            assertThat(row.attempts()).isEqualTo(5);
            assertThat(row.outcome()).contains("Given up after 5 tries").contains("pretend is down");
        });
        assertThat(pretend.effects(subject)).isEqualTo(5);
    }

    @Test
    void waits_for_a_platform_that_wants_to_be_left_alone_and_counts_no_try() {
        Subject subject = PretendPlatform.campaign("busy-at-first-" + start.toEpochMilli());

        assertThat(end(actions.allowed(subject, pause()))).satisfies(row -> {
            assertThat(row.status()).isEqualTo("done");
            assertThat(row.attempts()).isEqualTo(1);
        });
        assertThat(pretend.effects(subject)).isEqualTo(8);
    }

    @Test
    void sends_an_answer_that_was_kept_back_though_another_in_the_same_words_stands_there_by_then() {
        Subject comment = new Subject(Subject.ITEM, PretendPlatform.NAME, "1", "kept-back-" + start.toEpochMilli());
        pretend.keepBack(comment.id());
        UUID reply = actions.allowed(comment, new Action.Reply("We do."));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> String.valueOf(actions.row(reply).outcome()).contains("used up"));
        pretend.byHand(comment, "We do.");

        pretend.mend(comment.id());

        assertThat(end(reply).outcome()).contains("\"result\": \"done\"");
        assertThat(pretend.effects(comment)).isEqualTo(1);
    }

    @Test
    void does_not_repeat_an_answer_of_which_nobody_heard() {
        Subject comment =
                new Subject(Subject.ITEM, PretendPlatform.NAME, "1", "unheard-then-busy-" + start.toEpochMilli());

        assertThat(end(actions.allowed(comment, new Action.Reply("We do."))).outcome())
                .contains("\"result\": \"already\"");

        assertThat(pretend.effects(comment)).isEqualTo(1);
    }

    @Test
    void does_not_repeat_what_the_platform_refuses() {
        Subject subject = PretendPlatform.campaign("refusing-" + start.toEpochMilli());

        assertThat(end(actions.allowed(subject, pause()))).satisfies(row -> {
            assertThat(row.status()).isEqualTo("failed");
            assertThat(row.attempts()).isEqualTo(1);
            assertThat(row.outcome()).contains("no permission");
        });
    }

    @Test
    void passes_on_what_meta_says_about_a_campaign_it_does_not_know() {
        Subject unknown = Subject.campaign("meta", "1010123456789", "999");

        assertThat(end(actions.allowed(unknown, pause()))).satisfies(row -> {
            assertThat(row.status()).isEqualTo("failed");
            assertThat(row.outcome())
                    .contains("meta refused: HTTP 400, code 100")
                    .contains("does not exist");
        });
    }

    @Test
    void a_switch_turned_on_after_the_decision_stops_the_action() {
        UUID id = actions.held(META, pause());
        switches.turnOn("account:meta:1010123456789", "tracking is broken", Caller.SERVICE);
        actions.abandoned(id);

        assertThat(end(id)).satisfies(row -> {
            assertThat(row.status()).isEqualTo("suppressed");
            assertThat(row.outcome()).contains("account:meta:1010123456789").contains("tracking is broken");
        });
        assertThat(actions.writes(META, start)).isEmpty();
    }

    @Test
    void a_switch_of_another_rule_stops_nothing() {
        switches.turnOn("rule:Low ROAS Budget Reduce", "under review", Caller.SERVICE);

        assertThat(end(actions.allowed(META, pause())).status()).isEqualTo("done");
    }

    @Test
    void tells_people_by_the_log_on_any_platform() {
        Subject letter = Subject.campaign("klaviyo", "NWd7Qx", "01K2NWLETTERS0000000000002");
        UUID id = actions.allowed(letter, new Action.Notify(Action.Level.WARNING, "Engagement dropped"));

        assertThat(end(id).status()).isEqualTo("done");
    }

    @Test
    void gives_back_what_it_has_not_begun_when_the_service_stops() {
        List<UUID> ids = IntStream.range(0, 3)
                .mapToObj(i -> actions.allowed(
                        PretendPlatform.campaign("stopping-" + i + "-" + start.toEpochMilli()), pause()))
                .toList();
        AtomicReference<@Nullable Shift> stopping = new AtomicReference<>();
        ActionLife stopsAtTheFirst = new ActionLife(database, json) {
            @Override
            Optional<Begun> begin(Taken taken, Instant now, Instant leaseUntil) {
                requireNonNull(stopping.get()).end(new ShutdownEvent());
                return super.begin(taken, now, leaseUntil);
            }
        };
        Shift last = new Shift(stopsAtTheFirst, attempt, details, settings, clock, done, returns, audit, metrics);
        stopping.set(last);

        last.work(() -> {});

        assertThat(last.work(() -> {})).isZero();
        assertThat(ids).allSatisfy(id -> {
            assertThat(end(id).status()).isEqualTo("done");
            assertThat(actions.row(id).attempts()).isEqualTo(1);
        });
    }

    @Test
    void what_can_not_be_read_comes_to_an_end_too() {
        UUID id = actions.held(META, new Action.Notify(Action.Level.WARNING, "Engagement dropped"));
        actions.change("UPDATE optimization_actions SET action_details = '{}' WHERE id = ?", id);
        actions.abandoned(id);

        assertThat(end(id).status()).isEqualTo("dead");
    }

    @Test
    void leaves_held_actions_alone() {
        UUID held = actions.held(META, pause());
        end(actions.allowed(PretendPlatform.campaign("other-" + start.toEpochMilli()), pause()));

        assertThat(actions.row(held).status()).isEqualTo("held");
        assertThat(actions.writes(META, start)).isEmpty();
    }

    private Actions.Row end(UUID id) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> {
                            outbox.nudge();
                            return actions.row(id);
                        },
                        row -> row.finishedAt() != null);
    }
}
