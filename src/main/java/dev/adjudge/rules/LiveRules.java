package dev.adjudge.rules;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.adjudge.platform.Problem;
import dev.adjudge.rules.RuleProblem.Code;
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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The rules that decide now. Another release becomes live by one swap of a reference; a broken one changes nothing. */
@ApplicationScoped
public class LiveRules {

    private static final Logger log = Logger.getLogger(LiveRules.class);
    private static final int BEFORE_ALL_OTHERS = 100;
    private static final int KEPT_OTHER_RELEASES = 4;

    private final ReleaseStore store;
    private final RuleSource source;
    private final SavedFiles savedFiles;
    private final AtomicReference<@Nullable CompiledRelease> live = new AtomicReference<>();
    private volatile List<RuleProblem> problems = List.of();
    private final LoadingCache<Long, CompiledRelease> others =
            Caffeine.newBuilder().maximumSize(KEPT_OTHER_RELEASES).build(this::compile);
    private final Lock compiling = new ReentrantLock();
    private @Nullable RuleWatch watch;
    private @Nullable CompletableFuture<Loaded> loading;

    LiveRules(
            ReleaseStore store,
            @ConfigProperty(name = "adjudge.rules.folder") Optional<String> rulesFolder,
            @ConfigProperty(name = "adjudge.dmn.folder") Optional<String> dmnFolder,
            @ConfigProperty(name = "adjudge.rules.saved-files") SavedFiles savedFiles) {
        this.store = store;
        this.source = RuleSource.chosen(rulesFolder, dmnFolder, Path.of("").toAbsolutePath());
        // What came with another version of the service is nobody's wish to change the rules.
        this.savedFiles = source.canChange() ? savedFiles : SavedFiles.DRAFT;
    }

    /** What becomes of files that somebody changed on disk. */
    enum SavedFiles {
        /** A draft, which is checked, approved and published as any other. */
        DRAFT,
        /** They are live as soon as they are saved. */
        LIVE
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
        return release.ref().id() == id ? release : others.get(id);
    }

    /**
     * Any release as its files are at this moment, a draft's too; for whoever only tries it out.
     *
     * @throws Problem 422 when they don't compile
     */
    public CompiledRelease snapshot(long id) {
        try {
            return store.byId(id).hash() == null ? compile(id) : release(id);
        } catch (BrokenRules e) {
            throw Problem.wrong(
                    "Release " + id + " does not compile; correct it first, POST /api/releases/" + id
                            + "/check says where",
                    e.problems().stream()
                            .map(problem -> new Problem.FieldError(problem.file(), problem.toString()))
                            .toArray(Problem.FieldError[]::new));
        }
    }

    private CompiledRelease compile(long id) {
        return store.numbered(id, compiled(store.files(id)));
    }

    /**
     * Compiles files, one release at a time: it takes a processor for itself.
     *
     * @throws BrokenRules with everything that is wrong
     */
    CompiledRules compiled(RuleFiles files) {
        compiling.lock();
        try {
            return CompiledRules.of(files);
        } finally {
            compiling.unlock();
        }
    }

    /** Why this release can't be asked; empty when it can. */
    public Optional<Problem> refusal(long id) {
        if (live().ref().id() == id) {
            return Optional.empty();
        }
        Release release = store.find(id).orElse(null);
        if (release == null) {
            return Optional.of(Problem.unknown("There is no release " + id + "; the live one is "
                    + live().ref().id()));
        }
        return release.hash() != null
                ? Optional.empty()
                : Optional.of(
                        Problem.conflict("Release " + id + " is a draft, and its files still change; submit it first"));
    }

    /** Goes over to the release that is live in the database; does nothing when that is this one. */
    synchronized void follow() {
        Release wanted = store.live().orElseThrow();
        CompiledRelease before = live();
        if (wanted.id() != before.ref().id()) {
            CompiledRules rules = release(wanted.id()).rules();
            others.put(before.ref().id(), before);
            live.set(store.numbered(wanted.id(), rules)); // the register has the ids of its rules only now
            log.infof(
                    "Release %d is live in place of %d",
                    wanted.id(), before.ref().id());
        }
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
        CompiledRelease release = store.live()
                .filter(before -> savedFiles == SavedFiles.DRAFT || !loaded.isChanged(store.folder()))
                .map(before -> goOn(before, loaded))
                .orElseGet(() -> store.publish(loaded.rules()));
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

    /** The release that was live when the service stopped; what was changed on disk meanwhile is a draft. */
    private CompiledRelease goOn(Release before, Loaded loaded) {
        if (loaded.isChanged(store.folder())) {
            loaded.files().ifPresent(this::draft);
        }
        if (Objects.equals(before.hash(), loaded.hash()) && loaded.broken() == null) {
            return store.numbered(before.id(), loaded.rules());
        }
        try {
            return store.numbered(before.id(), compiled(store.files(before.id())));
        } catch (BrokenRules e) {
            throw new IllegalStateException(
                    "Release " + before.id() + " is live and doesn't compile with this version of Adjudge. Start the"
                            + " version before, publish a release that compiles with both, and start this one again:"
                            + System.lineSeparator() + e.getMessage(),
                    e);
        }
    }

    private void draft(RuleFiles files) {
        store.draft(files)
                .ifPresent(draft -> log.infof(
                        "The rule files on disk were changed: they are draft release %d; release %s stays live",
                        draft.id(),
                        store.live()
                                .map(release -> String.valueOf(release.id()))
                                .orElse("none")));
    }

    private Loaded loaded() {
        try {
            return Objects.requireNonNull(loading).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            loading = null;
        }
    }

    /**
     * Rules as the service found them.
     *
     * @param fingerprint of the files from before they were read, so that no change in between is missed
     * @param files empty when they can't even be read
     * @param compiled null when they are broken
     */
    private record Loaded(
            String fingerprint,
            Optional<RuleFiles> files,
            @Nullable CompiledRules compiled,
            @Nullable BrokenRules broken,
            Duration took) {

        static Loaded from(RuleSource source) {
            long began = System.nanoTime();
            String fingerprint = source.fingerprint();
            Optional<RuleFiles> files = Optional.empty();
            try {
                files = Optional.of(source.read());
                CompiledRules rules = CompiledRules.of(files.get());
                return new Loaded(fingerprint, files, rules, null, Duration.ofNanos(System.nanoTime() - began));
            } catch (BrokenRules e) {
                return new Loaded(fingerprint, files, null, e, Duration.ofNanos(System.nanoTime() - began));
            }
        }

        @Nullable String hash() {
            return files.map(RuleFiles::hash).orElse(null);
        }

        boolean isChanged(Optional<String> folder) {
            return !folder.equals(files.map(RuleFiles::hash));
        }

        CompiledRules rules() {
            if (compiled == null) {
                throw new IllegalStateException(
                        "The rules are broken, and the service does not start without rules. Correct these and start"
                                + " again:" + System.lineSeparator()
                                + Objects.requireNonNull(broken).getMessage(),
                        broken);
            }
            return compiled;
        }
    }

    private void reload(RuleSource changed) {
        try {
            RuleFiles files = changed.read();
            if (savedFiles == SavedFiles.DRAFT) {
                draft(files);
            } else {
                goLive(files);
            }
            problems = List.of();
        } catch (BrokenRules e) {
            problems = e.problems();
            log.errorf(
                    "Changed rules are broken; release %d stays live. %s",
                    live().ref().id(), e.getMessage());
        } catch (RuntimeException e) {
            problems = List.of(RuleProblem.in(Code.FILE, "rules, dmn", "not taken over: " + e.getMessage()));
            throw e;
        }
    }

    private synchronized void goLive(RuleFiles files) {
        CompiledRelease before = live();
        if (!files.hash().equals(before.ref().hash())) {
            CompiledRelease release = store.publish(compiled(files));
            live.set(release);
            log.infof("Changed rules are live: release %d", release.ref().id());
        } else if (!problems.isEmpty()) {
            log.infof(
                    "The rules are again those of release %d, which is live",
                    before.ref().id());
        }
    }
}
