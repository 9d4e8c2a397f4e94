package dev.adjudge.keycloak;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keycloak as it is distributed, with the realms of {@code src/test/resources/keycloak}: a process on a folder of its own. */
final class Keycloak implements AutoCloseable {

    static final String CLIENT = "adjudge";
    static final String SECRET = "only-for-the-tests-0123456789abcdef";

    private static final Duration START = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final String address;

    private Keycloak(Process process, Path log, String address) {
        this.process = process;
        this.log = log;
        this.address = address;
    }

    /**
     * Starts it without waiting.
     *
     * @param folder an empty one
     * @param servicePort where the service answers that people sign in to
     */
    static Keycloak launch(Path folder, int port, int servicePort) throws IOException {
        copy(Path.of(System.getProperty("keycloak.home")), folder);
        Path realms = Files.createDirectories(folder.resolve("data").resolve("import"));
        for (String realm : new String[] {"adjudge-realm.json", "other-realm.json"}) {
            try (InputStream json = Keycloak.class.getResourceAsStream("/keycloak/" + realm)) {
                String text = new String(json.readAllBytes(), StandardCharsets.UTF_8);
                Files.writeString(realms.resolve(realm), text.replace("SERVICE_PORT", String.valueOf(servicePort)));
            }
        }
        Path script = folder.resolve("bin").resolve("kc.sh");
        Path log = folder.resolve("keycloak.log");
        ProcessBuilder command = new ProcessBuilder(
                        "bash",
                        script.toString(),
                        "start-dev",
                        "--import-realm",
                        "--db=dev-mem",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        command.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
        return new Keycloak(command.start(), log, "http://127.0.0.1:" + port);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    /** Waits until it serves both realms. */
    Keycloak awaitReady() throws IOException {
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IllegalStateException("Keycloak stopped at start:\n" + Files.readString(log));
            }
            if (serves("adjudge") && serves("other")) {
                return this;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
        }
        throw new IllegalStateException("Keycloak was not ready after " + START + ":\n" + Files.readString(log));
    }

    private boolean serves(String realm) {
        try {
            URI discovery = URI.create(realm(realm) + "/.well-known/openid-configuration");
            return send(HttpRequest.newBuilder(discovery).build()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The same, under another name of this machine: what it signs then has another issuer. */
    Keycloak calledBy(String host) {
        return new Keycloak(process, log, address.replace("127.0.0.1", host));
    }

    /** The address that a client of this realm is given. */
    String realm(String realm) {
        return address + "/realms/" + realm;
    }

    /** A bearer token, as a program gets it that signs somebody in. */
    String token(String realm, String client, String secret, String user) throws IOException {
        String form = Map.of(
                        "grant_type",
                        "password",
                        "scope",
                        "openid",
                        "client_id",
                        client,
                        "client_secret",
                        secret,
                        "username",
                        user,
                        "password",
                        user + "'s password")
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(realm(realm) + "/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("Keycloak gave no token: " + answer.body());
        }
        return new ObjectMapper().readTree(answer.body()).path("access_token").asText();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The script may have started Java beside itself: both end. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }
}
