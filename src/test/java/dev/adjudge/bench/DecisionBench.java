package dev.adjudge.bench;

import dev.adjudge.SignedIn;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Decisions over HTTP next to a bare JSON endpoint of the same service, in turns: requests a second, and the time in which
 * 99 of 100 were answered, with 16 connections that each send the next request when they have their answer. The client
 * runs in the same process, on the same processors. {@code mvn verify -Pbench}; {@code -Dbench.seconds=} is the length of
 * a turn.
 */
@Tag("bench")
@QuarkusTest
class DecisionBench {

    private static final int SECONDS = Integer.getInteger("bench.seconds", 8);
    private static final int CONNECTIONS = 16;
    private static final int MOST_REQUESTS = 2_000_000;
    private static final int TURNS = 3;
    private static final int A_REQUEST = 100;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    /** Requests a second, and the slowest but one in a hundred in milliseconds. */
    private record Figures(double rate, double p99) {}

    @Test
    void decides_next_to_bare_json() throws InterruptedException {
        String facts = IntStream.range(0, A_REQUEST)
                .mapToObj(DecisionBench::question)
                .collect(Collectors.joining(",", "[", "]"));
        Vertx vertx = Vertx.vertx();
        try {
            HttpClient client = vertx.createHttpClient(
                    new HttpClientOptions().setDefaultPort(port).setDefaultHost("127.0.0.1"),
                    new PoolOptions().setHttp1MaxSize(CONNECTIONS));
            for (int turn = 0; turn < TURNS; turn++) {
                String which = turn == 0 ? "(to warm up) " : "";
                Figures bare = ask(client, "/bench/bare", DMN_INPUTS);
                Figures dmn = ask(client, "/dmn/Campaign%20Optimization", DMN_INPUTS);
                say("%sbare JSON               %,9.0f requests/s   p99 %7.2f ms", which, bare.rate(), bare.p99());
                say(
                        "%sPOST /dmn/{model}       %,9.0f requests/s   p99 %7.2f ms   %.2fx of bare JSON",
                        which, dmn.rate(), dmn.p99(), dmn.rate() / bare.rate());
                Figures single = ask(client, "/api/decide/campaign", question(0));
                Figures many = ask(client, "/api/decide/campaigns", facts);
                say("%s/api/decide/campaign    %,9.0f decisions/s  p99 %7.2f ms", which, single.rate(), single.p99());
                say(
                        "%s/api/decide/campaigns   %,9.0f decisions/s  p99 %7.2f ms   %.2fx of one at a time, %d a request",
                        which, many.rate() * A_REQUEST, many.p99(), many.rate() * A_REQUEST / single.rate(), A_REQUEST);
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static Figures ask(HttpClient client, String path, String body) throws InterruptedException {
        Buffer buffer = Buffer.buffer(body);
        long[] nanos = new long[MOST_REQUESTS];
        AtomicInteger answered = new AtomicInteger();
        CountDownLatch over = new CountDownLatch(CONNECTIONS);
        long from = System.nanoTime();
        long until = from + TimeUnit.SECONDS.toNanos(SECONDS);
        for (int i = 0; i < CONNECTIONS; i++) {
            next(client, path, buffer, nanos, answered, until, over);
        }
        over.await();
        double seconds = (System.nanoTime() - from) / 1e9;
        int count = answered.get();
        Arrays.sort(nanos, 0, count);
        return new Figures(count / seconds, nanos[(int) (count * 0.99)] / 1e6);
    }

    private static void next(
            HttpClient client,
            String path,
            Buffer body,
            long[] nanos,
            AtomicInteger answered,
            long until,
            CountDownLatch over) {
        long from = System.nanoTime();
        if (from >= until) {
            over.countDown();
            return;
        }
        client.request(HttpMethod.POST, path)
                .compose(request -> request.putHeader("Content-Type", "application/json")
                        .putHeader("Authorization", SignedIn.AUTHORIZATION)
                        .send(body))
                .compose(response -> response.body().map(read -> response.statusCode() + " " + read))
                .onComplete(done -> {
                    if (done.failed() || !done.result().startsWith("200 ")) {
                        say("%s answered %s", path, done.failed() ? done.cause() : done.result());
                        over.countDown();
                        return;
                    }
                    nanos[answered.getAndIncrement()] = System.nanoTime() - from;
                    next(client, path, body, nanos, answered, until, over);
                });
    }

    private static final String DMN_INPUTS = """
            {"campaign":{"platform":"meta","accountId":"act_1","campaignId":"23851","name":"summer","status":"active",\
            "dailyBudget":100,"lifetimeBudget":null,"currency":"USD","daysSinceLaunch":60,"impressions14d":90000,"dataAgeHours":0},\
            "windows":{"d1":%1$s,"d3":%1$s,"d7":%1$s,"d14":%1$s,"d30":%1$s,"p7":%1$s}}\
            """.formatted("""
                    {"days":7,"spend":612.40,"impressions":48210,"clicks":690,"conversions":9,"revenue":300.00,"cpl":68.0444,\
                    "roas":0.4899,"ctr":0.014312,"cpc":0.8875,"cpm":12.7027,"cvr":0.013043}\
                    """);

    private static String question(int number) {
        return """
                {"campaign":{"platform":"meta","accountId":"act_%d","campaignId":"c%d","status":"active","dailyBudget":100,\
                "currency":"USD","startDate":"%s"},"windows":{"d7":{"spend":612.40,"impressions":48210,"clicks":690,\
                "conversions":9,"revenue":300},"d14":{"impressions":90000}}}\
                """.formatted(number / 10, number, LocalDate.now(ZoneOffset.UTC).minusDays(60));
    }

    private static void say(String format, Object... values) {
        System.out.printf("[bench] " + format + "%n", values);
    }
}
