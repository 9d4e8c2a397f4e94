package dev.adjudge.keycloak;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a browser does on the way through a sign-in: follows redirects, keeps cookies, sends forms. Its host is 127.0.0.1. */
final class Browser {

    private static final Pattern FORM = Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"");
    private static final Pattern AT_ONCE = Pattern.compile("http-equiv=\"refresh\" content=\"0; ?url=([^\"]+)\"");
    private static final int MOST_REDIRECTS = 10;

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final Map<String, Cookie> cookies = new LinkedHashMap<>();
    private HttpResponse<String> page;

    private record Cookie(String value, String path, String attributes) {}

    /** Opens an address, and those it leads to. */
    HttpResponse<String> open(String address) throws IOException {
        return follow(request(URI.create(address)).GET().build());
    }

    /** Sends the form of the page that is open. */
    HttpResponse<String> send(Map<String, String> fields) throws IOException {
        return send(
                found(FORM, page.body()).orElseThrow(() -> new AssertionError("No form in " + page.body())), fields);
    }

    private HttpResponse<String> send(String action, Map<String, String> fields) throws IOException {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return follow(request(page.uri().resolve(action))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
    }

    /** What a script of a page could send; the page stays open. */
    HttpResponse<String> call(String method, String address, String json) throws IOException {
        return exchange(request(URI.create(address))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json))
                .build());
    }

    /** The attributes of the cookies whose name begins so. */
    Optional<String> cookie(String begin) {
        return cookies.entrySet().stream()
                .filter(cookie -> cookie.getKey().startsWith(begin))
                .map(cookie -> cookie.getValue().attributes())
                .findFirst();
    }

    private HttpRequest.Builder request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept", "text/html,*/*;q=0.8");
        String header = cookies.entrySet().stream()
                .filter(cookie -> address.getPath().startsWith(cookie.getValue().path()))
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue().value())
                .collect(Collectors.joining("; "));
        return header.isEmpty() ? request : request.header("Cookie", header);
    }

    private HttpResponse<String> follow(HttpRequest first) throws IOException {
        page = exchange(first);
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            Optional<String> next = page.headers().firstValue("Location").or(() -> found(AT_ONCE, page.body()));
            if (next.isEmpty()) {
                return page;
            }
            page = exchange(request(page.uri().resolve(next.get())).GET().build());
        }
        throw new AssertionError("Redirected more than " + MOST_REDIRECTS + " times, at last to " + page.uri());
    }

    private HttpResponse<String> exchange(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            answer.headers().allValues("Set-Cookie").forEach(this::keep);
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void keep(String header) {
        String[] parts = header.split(";", 2);
        String[] pair = parts[0].split("=", 2);
        String attributes = parts.length == 2 ? parts[1] : "";
        if (attributes.matches("(?i).*max-age=0(;.*)?")) {
            cookies.remove(pair[0]);
        } else {
            String path = found(Pattern.compile("(?i)path=([^;]+)"), attributes).orElse("/");
            cookies.put(pair[0], new Cookie(pair[1], path, attributes));
        }
    }

    private static Optional<String> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1).replace("&amp;", "&")) : Optional.empty();
    }
}
