package dev.adjudge.ai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server with OpenAI's API on loopback: it answers well, badly, slowly or not at all. */
public final class PretendModel implements AutoCloseable {

    /** A request as it came. */
    public record Request(String path, Map<String, String> headers, String body) {

        JsonNode json() {
            try {
                return new JsonMapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** How many texts stand in it. */
        int texts() {
            return NaiveModel.entries(json()).size();
        }

        String form() {
            return json().path("response_format").path("type").asText("none");
        }
    }

    private static final JsonMapper json = new JsonMapper();

    final NaiveModel naive = new NaiveModel();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Mood> moods = new ConcurrentLinkedQueue<>();

    private volatile Mood usual = Mood.GOOD;
    private volatile boolean countsTokens = true;

    public PretendModel() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Its moods for the next requests, one each; then as usual. */
    void next(Mood... next) {
        moods.addAll(List.of(next));
    }

    void always(Mood mood) {
        usual = mood;
    }

    void tellsNoUsage() {
        countsTokens = false;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Request request = new Request(exchange.getRequestURI().toString(), headers, body);
        requests.add(request);
        Mood next = moods.poll();
        Mood mood = next == null ? usual : next;
        switch (mood) {
            case SLOW -> {
                pause();
                exchange.close();
            }
            case CUT -> {
                exchange.sendResponseHeaders(200, 1_000);
                exchange.getResponseBody().write("{\"id\": \"".getBytes(StandardCharsets.UTF_8));
                exchange.close();
            }
            case BUSY -> {
                exchange.getResponseHeaders().add("Retry-After", "1");
                fail(exchange, 429, "rate_limit_exceeded", body);
            }
            case BUSY_FOR_LONG -> {
                exchange.getResponseHeaders().add("Retry-After", "60");
                fail(exchange, 429, "rate_limit_exceeded", body);
            }
            case ERROR -> fail(exchange, 500, "server_error", body);
            case WRONG_KEY -> fail(exchange, 401, "invalid_api_key", String.valueOf(headers.get("authorization")));
            case FILTERED -> fail(exchange, 400, "content_filter", body);
            case NO_SCHEMA -> formed(exchange, request, List.of("json_object", "none"));
            case NO_FORMAT -> formed(exchange, request, List.of("none"));
            default -> say(exchange, request, mood);
        }
    }

    private void formed(HttpExchange exchange, Request request, List<String> known) throws IOException {
        if (known.contains(request.form())) {
            say(exchange, request, Mood.GOOD);
        } else {
            fail(exchange, 400, "unknown_response_format", request.body());
        }
    }

    /** Some servers quote what they were sent. */
    private static void fail(HttpExchange exchange, int status, String code, String quoted) throws IOException {
        ObjectNode failure = json.createObjectNode();
        failure.putObject("error").put("message", "It was about " + quoted).put("code", code);
        send(exchange, status, failure);
    }

    private void say(HttpExchange exchange, Request request, Mood mood) throws IOException {
        String content = naive.answer(request.json(), mood);
        ObjectNode answer = json.createObjectNode()
                .put("id", "chatcmpl-1")
                .put("object", "chat.completion")
                .put("created", 1_790_000_000)
                .put("model", request.json().path("model").asText());
        ObjectNode message = answer.putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", "stop")
                .putObject("message")
                .put("role", "assistant");
        if (mood == Mood.REFUSAL) {
            message.putNull("content").put("refusal", "I can't help with that.");
        } else {
            message.put("content", content);
        }
        if (countsTokens) {
            int input = request.body().length() / 4;
            int output = content.length() / 4;
            answer.putObject("usage")
                    .put("prompt_tokens", input)
                    .put("completion_tokens", output)
                    .put("total_tokens", input + output);
        }
        send(exchange, 200, answer);
    }

    private static void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
        byte[] bytes = json.writeValueAsBytes(answer);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void pause() {
        try {
            Thread.sleep(20_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
