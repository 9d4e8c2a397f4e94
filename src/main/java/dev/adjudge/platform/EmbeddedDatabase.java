package dev.adjudge.platform;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL inside the service. It belongs to one service at a time (a lock on the folder says so), keeps its
 * data in the folder, ends with the service, and recovers after either was killed. It starts beside the rest of the
 * service; who needs it first waits for it.
 */
final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger log = Logger.getLogger(EmbeddedDatabase.class);
    private static final Duration START = Duration.ofSeconds(60);
    private static final long ORPHAN_STOP_SECONDS = 20;

    private final FileLock lock;
    private final int port;
    private final CompletableFuture<EmbeddedPostgres> postgres;

    private EmbeddedDatabase(FileLock lock, int port, CompletableFuture<EmbeddedPostgres> postgres) {
        this.lock = lock;
        this.port = port;
        this.postgres = postgres;
    }

    /**
     * Begins to start on the data of this folder, which is made if it is missing.
     *
     * @throws IllegalStateException when another service uses the folder
     */
    static EmbeddedDatabase startIn(Path folder) {
        try {
            Files.createDirectories(folder);
            // The library makes the folder of its binaries writable for all.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            FileLock lock = lock(folder);
            int port = freePort();
            return new EmbeddedDatabase(
                    lock, port, CompletableFuture.supplyAsync(() -> start(folder, port), task -> new Thread(
                                    task, "embedded-database")
                            .start()));
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of the embedded PostgreSQL can't be used: " + e.getMessage(), e);
        }
    }

    private static EmbeddedPostgres start(Path folder, int port) {
        try {
            Path data = folder.resolve("data");
            stopOrphan(data);
            discardHalfMade(data);
            Path output = folder.resolve("postgres.log");
            ProcessBuilder.Redirect appended = ProcessBuilder.Redirect.appendTo(output.toFile());
            return EmbeddedPostgres.builder()
                    .setPort(port)
                    .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    // Whatever the machine's language: UTF-8, and text compared by code point, which is quickest.
                    .setLocaleConfig("encoding", "UTF8")
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("locale", "C")
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(START)
                    .setOutputRedirector(appended)
                    .setErrorRedirector(appended)
                    // The library is made for tests and starts with -F; here data is kept.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("shared_buffers", "256MB")
                    .setServerConfig("work_mem", "64MB")
                    .setServerConfig("maintenance_work_mem", "256MB")
                    .setServerConfig("max_wal_size", "4GB")
                    .setServerConfig("wal_level", "minimal")
                    .setServerConfig("max_wal_senders", "0")
                    .setServerConfig("random_page_cost", "1.1")
                    .setServerConfig("jit", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The embedded PostgreSQL did not start in " + folder + ": " + e.getMessage() + ". See "
                            + folder.resolve("postgres.log")
                            + ", or name a database with quarkus.datasource.jdbc.url.",
                    e);
        }
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** Waits until it answers; throws what kept it from starting. */
    void awaitStarted() {
        try {
            postgres.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @Override
    public void close() {
        try {
            postgres.join().close();
            lock.channel().close();
        } catch (CompletionException e) {
            log.debug("The embedded PostgreSQL never started", e);
        } catch (IOException e) {
            log.warnf(e, "The embedded PostgreSQL did not stop cleanly; it will recover at the next start");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    private static FileLock lock(Path folder) throws IOException {
        Path file = folder.resolve("adjudge.lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new IllegalStateException("Another Adjudge is running on the database folder " + folder
                    + ". Stop it, or give this one its own folder (adjudge.database.folder) or a shared PostgreSQL"
                    + " (quarkus.datasource.jdbc.url).");
        }
        return lock;
    }

    /**
     * A service that was killed leaves its server running; the lock tells us that it is ours to stop. After a restart of the
     * machine its number may be another's, so that the process must name our data.
     */
    static void stopOrphan(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).trim());
        ProcessHandle orphan = ProcessHandle.of(pid)
                .filter(process -> serves(process.info(), data))
                .orElse(null);
        if (orphan == null) {
            return;
        }
        log.infof("Stopping the PostgreSQL that a killed service left behind, pid %d", pid);
        orphan.destroy();
        try {
            orphan.onExit().get(ORPHAN_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            orphan.destroyForcibly();
            orphan.onExit().join();
        }
    }

    private static boolean serves(ProcessHandle.Info process, Path data) {
        return process.command().orElse("").contains("postgres")
                && Arrays.asList(process.arguments().orElse(new String[0])).contains(data.toString());
    }

    /** A service killed while its database was being made leaves a folder that PostgreSQL can't use. */
    private static void discardHalfMade(Path data) throws IOException {
        if (!Files.isDirectory(data) || Files.exists(data.resolve("global").resolve("pg_control"))) {
            return;
        }
        try (var files = Files.walk(data)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
