package dev.adjudge;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The packaged jar as an operator starts it: a process of its own, on a folder and a port of its own. */
public final class PackagedService implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Process process;
    private final Path log;
    private final int port;

    private PackagedService(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Starts it on this database folder and waits until it serves. */
    public static PackagedService start(Path folder, String... options) throws IOException {
        PackagedService service = launch(folder, options);
        service.awaitReady();
        return service;
    }

    /** Starts it without waiting. */
    public static PackagedService launch(Path folder, String... options) throws IOException {
        return launch(freePort(), folder, options);
    }

    /** Starts it on a port that others must know before, without waiting. */
    public static PackagedService launch(int port, Path folder, String... options) throws IOException {
        return launch(port, folder, List.of(), options);
    }

    /** Starts the simulated platforms alone, on this folder, and waits until they serve. */
    public static PackagedService sandbox(Path folder, String... options) throws IOException {
        PackagedService service = launch(freePort(), folder, List.of("sandbox"), options);
        service.awaitReady();
        return service;
    }

    static PackagedService launch(int port, Path folder, List<String> arguments, String... options) throws IOException {
        Path log = Files.createTempFile("adjudge-", ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dadjudge.database.folder=" + folder);
        command.add("-Dadjudge.run.schedule=off");
        command.add("-Dadjudge.webhooks.pull=off"); // what is counted is what a test orders
        command.add("-Dadjudge.security.bootstrap-api-key=" + SignedIn.KEY);
        command.addAll(List.of(options));
        command.add("-jar");
        command.add(System.getProperty("adjudge.jar", "target/quarkus-app/quarkus-run.jar"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new PackagedService(process, log, port);
    }

    public void awaitReady() throws IOException {
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The service stopped at start:\n" + log());
            }
            try {
                if (get("/q/health/ready").statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // It does not listen yet.
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        throw new IllegalStateException("The service was not ready after " + START + ":\n" + log());
    }

    public HttpResponse<String> get(String path) throws IOException {
        return send(request(path).GET().build());
    }

    public HttpResponse<String> post(String path, String type, String body) throws IOException {
        return send(request(path)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Posts a body that is produced while it is sent. */
    public HttpResponse<String> post(String path, String type, Path file) throws IOException {
        return send(request(path)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofFile(file))
                .build());
    }

    public HttpResponse<String> post(String path, String type, java.util.function.Supplier<InputStream> body)
            throws IOException {
        return send(request(path)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofInputStream(body))
                .build());
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Whether it ended by itself within the time. */
    public boolean endsWithin(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    public String log() throws IOException {
        return Files.readString(log);
    }

    public int port() {
        return port;
    }

    /** The peak resident memory of the process so far, in bytes; Linux only. */
    public long peakMemory() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        return -1;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", SignedIn.AUTHORIZATION)
                .timeout(Duration.ofMinutes(10));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
