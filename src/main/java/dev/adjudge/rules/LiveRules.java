package dev.adjudge.rules;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The rules that decide now. A changed file becomes live by one swap of a reference; a broken one changes nothing. */
@ApplicationScoped
public class LiveRules {

    private static final Logger log = Logger.getLogger(LiveRules.class);
    private static final int BEFORE_ALL_OTHERS = 100;
    private static final int KEPT_EARLIER_RELEASES = 4;

    private final ReleaseStore store;
    private final RuleSource source;
    private final AtomicReference<@Nullable CompiledRelease> live = new AtomicReference<>();
    private volatile List<RuleProblem> problems = List.of();
    private final LoadingCache<Long, CompiledRelease> earlier =
            Caffeine.newBuilder().maximumSize(KEPT_EARLIER_RELEASES).build(this::compile);
    private @Nullable RuleWatch watch;
    private @Nullable CompletableFuture<Loaded> loading;

    LiveRules(
            ReleaseStore store,
            @ConfigProperty(name = "adjudge.rules.folder") Optional<String> rulesFolder,
            @ConfigProperty(name = "adjudge.dmn.folder") Optional<String> dmnFolder) {
        this.store = store;
        this.source = RuleSource.chosen(rulesFolder, dmnFolder, Path.of("").toAbsolutePath());
    }

    /** The release that decides now. Keep it for the length of one evaluation: the next call may give another. */
    public CompiledRelease live() {
        CompiledRelease release = live.get();
        if (release == null) {
            throw new IllegalStateException("Rules were asked for before the service had started");
        }
        return release;
    }

    /** Any release there ever was, by its number. */
    public CompiledRelease release(long id) {
        CompiledRelease release = live();
        return release.ref().id() == id ? release : earlier.get(id);
    }

    /** One at a time: compiling takes a processor for itself. */
    private synchronized CompiledRelease compile(long id) {
        return store.earlier(id, CompiledRules.of(store.files(id)));
    }

    /** Whether there ever was a release of this number. */
    public boolean exists(long id) {
        return live().ref().id() == id || store.exists(id);
    }

    /** What is wrong with the files as they were last saved; empty when they are live. */
    public List<RuleProblem> problems() {
        return problems;
    }

    /** Compiling takes as long as the rest of the start, and needs none of it: both at the same time. */
    void load(@Observes @Initialized(ApplicationScoped.class) Object container) {
        loading = CompletableFuture.supplyAsync(
                () -> Loaded.from(source), task -> new Thread(task, "rules-load").start());
    }

    void start(@Observes @Priority(BEFORE_ALL_OTHERS) StartupEvent event) {
        Loaded loaded = loaded();
        CompiledRelease release = store.publish(loaded.rules());
        live.set(release);
        log.infof(
                "Rules are live: release %d, %d rules, from %s, compiled in %d ms",
                release.ref().id(),
                release.ruleIds().size(),
                source.canChange() ? "folders that are watched" : "the package",
                loaded.took().toMillis());
        if (source.canChange()) {
            watch = RuleWatch.over(source, loaded.fingerprint(), this::reload);
            if (LaunchMode.current() != LaunchMode.TEST) {
                DrlCompiler.warmUpLater(release.rules().files().drl());
            }
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (watch != null) {
            watch.close();
        }
    }

    private Loaded loaded() {
        try {
            return java.util.Objects.requireNonNull(loading).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof BrokenRules broken) {
                throw new IllegalStateException(
                        "The rules are broken, and the service does not start without rules. Correct these and start"
                                + " again:" + System.lineSeparator() + broken.getMessage(),
                        broken);
            }
            throw e;
        } finally {
            loading = null;
        }
    }

    /**
     * Rules as the service found them.
     *
     * @param fingerprint of the files from before they were read, so that no change in between is missed
     */
    private record Loaded(String fingerprint, CompiledRules rules, Duration took) {
        static Loaded from(RuleSource source) {
            long began = System.nanoTime();
            String fingerprint = source.fingerprint();
            CompiledRules rules = CompiledRules.of(source.read());
            return new Loaded(fingerprint, rules, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private void reload(RuleSource changed) {
        try {
            RuleFiles files = changed.read();
            CompiledRelease before = live();
            if (!files.hash().equals(before.ref().hash())) {
                CompiledRelease release = store.publish(CompiledRules.of(files));
                live.set(release);
                log.infof("Changed rules are live: release %d", release.ref().id());
            } else if (!problems.isEmpty()) {
                log.infof(
                        "The rules are again those of release %d, which is live",
                        before.ref().id());
            }
            problems = List.of();
        } catch (BrokenRules e) {
            problems = e.problems();
            log.errorf(
                    "Changed rules are broken; release %d stays live. %s",
                    live().ref().id(), e.getMessage());
        } catch (RuntimeException e) {
            problems = List.of(RuleProblem.in("rules, dmn", "not made live: " + e.getMessage()));
            throw e;
        }
    }
}
