package dev.adjudge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.adjudge.MetaWebhook;
import dev.adjudge.PackagedService;
import dev.adjudge.platform.Sql;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the signed webhook of a comment to the hide that Meta's simulation has done, on the packaged service with the local
 * classifier; client, service, simulation and database share the machine. {@code mvn verify -Pbench
 * -Dit.test=ModerationBench}; {@code -Dbench.rate=} webhooks a second for {@code -Dbench.seconds=}, of which {@code
 * -Dbench.toxic=} percent are to be hidden.
 */
@Tag("bench")
class ModerationBench {

    private static final int RATE = Integer.getInteger("bench.rate", 50);
    private static final int SECONDS = Integer.getInteger("bench.seconds", 60);
    private static final int TOXIC_PERCENT = Integer.getInteger("bench.toxic", 50);
    private static final int WARM_UP_SECONDS = 20;

    private static final int WEBHOOKS = 10_000;
    private static final int REPEATED = WEBHOOKS / 5;
    private static final int FORGED = WEBHOOKS / 20;
    private static final int AT_ONCE = 16;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String PAGE = "61550001000001";
    private static final String POST = PAGE + "_77";

    private final Random chance = new Random(20261);
    private final HttpClient http = HttpClient.newHttpClient();

    /** A comment of somebody who wrote nothing else. */
    private record Comment(String id, String text, boolean toxic, Instant at) {

        String told() {
            return MetaWebhook.comment("add", PAGE, POST, id, "user-of-" + id, text, at);
        }
    }

    /** What became of it: the moments at which it was decided on and hidden. */
    private record Hidden(String id, Instant decided, Instant done) {}

    @Test
    void hides_what_is_toxic_as_it_comes(@TempDir Path folder) throws Exception {
        try (PackagedService service = start(folder);
                Connection database = connect(folder)) {
            at(service, database, "w", RATE, WARM_UP_SECONDS);
            say("%d webhooks a second for %d s, %d %% of them to be hidden", RATE, SECONDS, TOXIC_PERCENT);
            at(service, database, "m", RATE, SECONDS).forEach(ModerationBench::say);
            say("peak resident memory of the service: %,d MB", service.peakMemory() >> 20);
        }
    }

    @Test
    void handles_each_once_however_often_it_is_told(@TempDir Path folder) throws Exception {
        try (PackagedService service = start(folder);
                Connection database = connect(folder)) {
            List<Comment> comments = comments("r", WEBHOOKS - REPEATED - FORGED);
            write(database, comments);
            List<MetaWebhook> webhooks = new ArrayList<>();
            comments.forEach(comment -> webhooks.add(MetaWebhook.signed(comment.told())));
            for (int i = 0; i < REPEATED; i++) {
                webhooks.add(webhooks.get(chance.nextInt(comments.size())));
            }
            List<Comment> forged = comments("f", FORGED);
            write(database, forged);
            forged.forEach(comment -> webhooks.add(MetaWebhook.forged(comment.told())));
            Collections.shuffle(webhooks, chance);

            long from = System.nanoTime();
            Map<Integer, AtomicInteger> answers = sendAll(service, webhooks);
            double sent = (System.nanoTime() - from) / 1e9;
            long toxic = comments.stream().filter(Comment::toxic).count();
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> assertThat(
                            count(database, "optimization_actions WHERE status = 'done' AND action_type = 'hide'"))
                    .isEqualTo(toxic));
            double done = (System.nanoTime() - from) / 1e9;

            say("%,d webhooks, %,d of them repeated and %,d forged: answers %s", WEBHOOKS, REPEATED, FORGED, answers);
            say("answered in %.1f s, %,.0f/s", sent, WEBHOOKS / sent);
            say(
                    "%,d comments judged and %,d hidden in %.1f s, %,.0f comments/s",
                    comments.size(), toxic, done, comments.size() / done);
            assertThat(answers.get(200)).hasValue(WEBHOOKS - FORGED);
            assertThat(count(database, "decisions WHERE subject_kind = 'item'")).isEqualTo(comments.size());
            assertThat(count(database, "(SELECT DISTINCT subject_id FROM decisions) d"))
                    .isEqualTo(comments.size());
            assertThat(count(database, "social_media_items WHERE object_id LIKE '77_%'"))
                    .isEqualTo(comments.size());
            assertThat(count(database, "sandbox.item_writes WHERE field = 'hidden'"))
                    .isEqualTo(toxic);
            assertThat(count(database, "(SELECT DISTINCT item_id FROM sandbox.item_writes) w"))
                    .isEqualTo(toxic);
        }
    }

    /** Sends as many a second, each when it is due whatever became of those before, and says what their times were. */
    private List<String> at(PackagedService service, Connection database, String name, int rate, int seconds)
            throws SQLException {
        List<Comment> comments = comments(name, rate * seconds);
        write(database, comments);
        List<MetaWebhook> webhooks =
                comments.stream().map(one -> MetaWebhook.signed(one.told())).toList();
        Map<String, Instant> sent = new ConcurrentHashMap<>();
        long[] answered = new long[webhooks.size()];
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        long from = System.nanoTime();
        for (int i = 0; i < webhooks.size(); i++) {
            long due = from + i * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            int which = i;
            long begun = System.nanoTime();
            sent.put(comments.get(i).id(), Instant.now());
            answers.add(send(service, webhooks.get(i)).thenAccept(status -> {
                assertThat(status).isEqualTo(200);
                answered[which] = System.nanoTime() - begun;
            }));
        }
        answers.forEach(CompletableFuture::join);
        long toxic = comments.stream().filter(Comment::toxic).count();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(hidden(database, name)).hasSize((int) toxic));
        List<Hidden> hidden = hidden(database, name);
        return List.of(
                times("webhook answered", answered),
                times("webhook to decision", since(sent, hidden, Hidden::decided)),
                times("webhook to hide done", since(sent, hidden, Hidden::done)));
    }

    private static long[] since(
            Map<String, Instant> sent, List<Hidden> hidden, java.util.function.Function<Hidden, Instant> until) {
        return hidden.stream()
                .mapToLong(one ->
                        Duration.between(sent.get(one.id()), until.apply(one)).toNanos())
                .toArray();
    }

    private static String times(String what, long[] nanos) {
        long[] sorted = nanos.clone();
        java.util.Arrays.sort(sorted);
        return String.format(
                "%-22s %,6d   p50 %7.1f ms   p99 %7.1f ms   most %7.1f ms",
                what,
                sorted.length,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6,
                sorted[sorted.length - 1] / 1e6);
    }

    private Map<Integer, AtomicInteger> sendAll(PackagedService service, List<MetaWebhook> webhooks) {
        Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
        Semaphore places = new Semaphore(AT_ONCE);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (MetaWebhook webhook : webhooks) {
            places.acquireUninterruptibly();
            all.add(send(service, webhook)
                    .whenComplete((status, error) -> places.release())
                    .thenAccept(status -> answers.computeIfAbsent(status, any -> new AtomicInteger())
                            .incrementAndGet()));
        }
        all.forEach(CompletableFuture::join);
        return answers;
    }

    private CompletableFuture<Integer> send(PackagedService service, MetaWebhook webhook) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.port() + "/webhooks/meta"))
                .header("Content-Type", "application/json")
                .header("X-Hub-Signature-256", webhook.signature())
                .POST(BodyPublishers.ofString(webhook.body()))
                .build();
        return http.sendAsync(request, BodyHandlers.discarding()).thenApply(answer -> answer.statusCode());
    }

    private List<Comment> comments(String name, int count) {
        Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond() - 60);
        List<Comment> comments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean toxic = chance.nextInt(100) < TOXIC_PERCENT;
            // Ids are numbers; the first says which turn they are of.
            comments.add(new Comment(
                    "77_" + (int) name.charAt(0) + String.format("%06d", i),
                    toxic ? insult() : question(),
                    toxic,
                    now));
        }
        return comments;
    }

    private String insult() {
        return "You are " + one("a stupid", "such a", "one pathetic", "just a worthless")
                + one(" idiot", " moron", " fool", " loser") + one(", shut up and", ". Now") + " go to hell, you "
                + one("dumb", "pathetic", "disgusting", "brainless")
                + one(" piece of garbage", " clown", " pig", " scumbag");
    }

    private String question() {
        return one("Do you ship", "When do you deliver", "What does it cost to send it", "How long does it take")
                + one(" to Norway", " to Porto", " to Lyon", " to Graz")
                + one(" this month?", " before Friday?", " by post?");
    }

    private String one(String... words) {
        return words[chance.nextInt(words.length)];
    }

    private static PackagedService start(Path folder) throws IOException {
        return PackagedService.start(
                folder,
                "-Xmx1g",
                "-Dadjudge.first-start.fill=false",
                "-Dadjudge.calls.meta.most=100000000",
                "-Dadjudge.moderation.sample-percent=0",
                "-Dadjudge.flags.social_moderation.rollout-percent=100");
    }

    /** Has them stand on the simulated page. */
    private static void write(Connection database, List<Comment> comments) throws SQLException {
        new Sql(database)
                .run(
                        "INSERT INTO sandbox.items (id, platform, kind, profile_id, place, user_id, user_name, user_handle, text, at)"
                                + " SELECT id, 'facebook', 'comment', ?, ?, 'user-of-' || id, 'Somebody', 'somebody', text, now()"
                                + " FROM unnest(?::text[], ?::text[]) AS written (id, text)",
                        PAGE,
                        POST,
                        comments.stream().map(Comment::id).toArray(String[]::new),
                        comments.stream().map(Comment::text).toArray(String[]::new));
    }

    private static List<Hidden> hidden(Connection database, String name) throws SQLException {
        return new Sql(database)
                .list(
                        "SELECT subject_id, created_at, finished_at FROM optimization_actions WHERE action_type = 'hide' AND status = 'done'"
                                + " AND subject_id LIKE ?",
                        row -> new Hidden(
                                row.getString(1),
                                Sql.instantThere(row, "created_at"),
                                Sql.instantThere(row, "finished_at")),
                        "77_" + (int) name.charAt(0) + "%");
    }

    private static long count(Connection database, String of) throws SQLException {
        return new Sql(database).count("SELECT count(*) FROM " + of);
    }

    private static Connection connect(Path folder) throws IOException, SQLException {
        String port = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"))
                .get(3);
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "postgres");
    }

    private static void say(String line) {
        System.out.println("[bench] " + line);
    }

    private static void say(String format, Object... values) {
        say(String.format(format, values));
    }
}
