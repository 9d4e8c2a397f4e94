package dev.adjudge.rules;

import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.platform.Sql;
import dev.adjudge.rules.Release.State;
import dev.adjudge.rules.RuleProblem.Severity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** From a draft to what decides, and back: each step by somebody who may, written into the audit log. */
@ApplicationScoped
public class ReleaseLife {

    private static final Logger log = Logger.getLogger(ReleaseLife.class);
    private static final Pattern PATH = Pattern.compile("(?:dmn|rules)(?:/[A-Za-z0-9][A-Za-z0-9._ -]{0,99}){1,5}");
    private static final int LONGEST_TITLE = 200;
    private static final int MOST_WAITING = 20;
    private static final Duration FARTHEST = Duration.ofDays(366);

    private final ReleaseStore store;
    private final LiveRules rules;
    private final Instance<ReleaseCheck> checks;
    private final Clock clock;

    private final ReentrantLock checking = new ReentrantLock();

    /** Those that could not be made live at their time; tried again after the next start. */
    private final Set<Long> stuck = ConcurrentHashMap.newKeySet();

    ReleaseLife(ReleaseStore store, LiveRules rules, @Any Instance<ReleaseCheck> checks, Clock clock) {
        this.checks = checks;
        this.store = store;
        this.rules = rules;
        this.clock = clock;
    }

    /** A release with the sizes of its files in characters, by path. */
    public record Whole(Release release, Map<String, Integer> files) {}

    /** Releases, newest first. */
    public Page<Release> list(Limit limit, @Nullable Long after) {
        return store.page(limit, after);
    }

    /** @throws Problem 404 when there is none */
    public Whole byId(long id) {
        Release release = store.byId(id);
        Map<String, Integer> files = new TreeMap<>();
        store.files(id).contents().forEach((path, content) -> files.put(path, content.length()));
        return new Whole(release, files);
    }

    /** How far it has come. */
    public State state(long id) {
        return store.byId(id).state();
    }

    /** What a release consists of, by path. */
    public Map<String, String> contents(long id) {
        store.byId(id);
        return store.files(id).contents();
    }

    /** @param tag another one for another content: who changes the file says with it what they have read */
    public record RuleFile(String content, String tag) {
        public static RuleFile of(String content) {
            return new RuleFile(
                    content, RuleFiles.of(Map.of("", content)).hash().substring("sha256:".length()));
        }
    }

    /** @throws Problem 404 when there is none */
    public RuleFile file(long id, String path) {
        String content = store.files(id).contents().get(path);
        if (content == null) {
            throw Problem.unknown(
                    "Release " + id + " has no file " + path + "; GET /api/releases/" + id + " names those it has");
        }
        return RuleFile.of(content);
    }

    /** Begins a draft with the files of another release. */
    public Release draft(long from, String title, Caller caller) {
        return store.draft(from, title(title), null, caller);
    }

    /**
     * Begins a draft with these files.
     *
     * @param from the release that it is a change of; null for the live one
     * @throws Problem 422 with what is no rule file
     */
    public Release draft(@Nullable Long from, String title, Map<String, String> files, Caller caller) {
        Map<String, String> normal = new TreeMap<>();
        files.forEach((path, content) -> normal.put(path, checked(path, content)));
        if (normal.size() > RuleSource.MOST_FILES) {
            throw tooMany();
        }
        long original = from == null ? rules.live().ref().id() : from;
        return store.draft(original, title(title), RuleFiles.of(normal), caller);
    }

    private static Problem tooMany() {
        return Problem.conflict("A release has " + RuleSource.MOST_FILES + " files at most; remove some first");
    }

    private static String title(String title) {
        String words = title.strip();
        if (words.isEmpty() || words.length() > LONGEST_TITLE || words.chars().anyMatch(Character::isISOControl)) {
            String detail =
                    "A title has 1 to " + LONGEST_TITLE + " characters, no control characters; say what is to change";
            throw Problem.wrong(detail, new FieldError("/title", detail));
        }
        return words;
    }

    /**
     * Writes a file of a draft.
     *
     * @param tag of the content that the change was made to, or {@code *} for whatever is there; null for a file that is new
     * @throws Problem 409 when it is no draft, 412 when the file is another by now
     */
    public RuleFile put(long id, String path, String content, @Nullable String tag, Caller caller) {
        String normal = checked(path, content);
        change(id, path, tag, caller, "release.file_changed", normal, sql -> {
            long files = sql.count("SELECT count(*) FROM release_files WHERE release_id = ? AND path <> ?", id, path);
            if (files >= RuleSource.MOST_FILES) {
                throw tooMany();
            }
            return sql.run(
                    "INSERT INTO release_files (release_id, path, content) VALUES (?, ?, ?)"
                            + " ON CONFLICT (release_id, path) DO UPDATE SET content = excluded.content",
                    id,
                    path,
                    normal);
        });
        return RuleFile.of(normal);
    }

    /** Removes a file of a draft; as {@link #put}. */
    public void remove(long id, String path, @Nullable String tag, Caller caller) {
        file(id, path);
        change(
                id,
                path,
                tag,
                caller,
                "release.file_removed",
                null,
                sql -> sql.run("DELETE FROM release_files WHERE release_id = ? AND path = ?", id, path));
    }

    private void change(
            long id,
            String path,
            @Nullable String tag,
            Caller caller,
            String kind,
            @Nullable String content,
            Sql.Use<Long> change) {
        store.step(id, (sql, release) -> {
            require(
                    release,
                    "its files are fixed; POST /api/releases {\"from\":" + id + "} makes a draft of it",
                    State.DRAFT);
            RuleFile now = sql.find(
                            "SELECT content FROM release_files WHERE release_id = ? AND path = ?",
                            row -> RuleFile.of(row.getString(1)),
                            id,
                            path)
                    .orElse(null);
            checkTag(path, now, tag);
            change.with(sql);
            sql.run(
                    "UPDATE releases SET editors = array_append(array_remove(editors, ?), ?) WHERE id = ?",
                    caller.actor(),
                    caller.actor(),
                    id);
            store.tell(
                    sql,
                    caller,
                    kind,
                    id,
                    now == null ? null : Map.of("file", path, "sha256", now.tag()),
                    content == null
                            ? null
                            : Map.of(
                                    "file", path, "sha256", RuleFile.of(content).tag()),
                    null);
            return id;
        });
    }

    private static void checkTag(String path, @Nullable RuleFile now, @Nullable String tag) {
        boolean fits = now == null ? tag == null : "*".equals(tag) || now.tag().equals(tag);
        if (!fits) {
            String advice = "; GET it, apply the change to that, and send its ETag as If-Match";
            throw Problem.stale(
                    now == null
                            ? "If-Match is sent, but there is no " + path + "; leave it out to make one"
                            : tag == null
                                    ? "If-Match is missing, and " + path + " is there" + advice
                                    : "If-Match is \"" + tag + "\"; " + path + " is at \"" + now.tag() + "\"" + advice);
        }
    }

    /** What is wrong with the files, or likely not meant; without errors and unknown warnings they could go live. */
    public List<RuleProblem> check(long id) {
        return problems(id, store.files(id));
    }

    /**
     * What a release changes.
     *
     * @param with what it is compared with; null for the live one
     */
    public ReleaseDiff diff(long id, @Nullable Long with) {
        long other = with == null ? rules.live().ref().id() : with;
        RuleFiles before = store.files(other);
        RuleFiles after = store.files(id);
        return new ReleaseDiff(other, id, ReleaseDiff.files(before, after), changedRules(before, after));
    }

    private @Nullable List<ReleaseDiff.ChangedRule> changedRules(RuleFiles before, RuleFiles after) {
        try {
            return ReleaseDiff.rules(
                    rules.compiled(before).register(), rules.compiled(after).register());
        } catch (BrokenRules e) {
            return null;
        }
    }

    /** One release at a time: it takes a processor for itself. */
    private List<RuleProblem> problems(long id, RuleFiles files) {
        if (checking.getQueueLength() > MOST_WAITING) {
            throw Problem.busy(
                    MOST_WAITING + " releases wait to be checked; try again in a moment", Duration.ofSeconds(10));
        }
        checking.lock();
        try {
            CompiledRules compiled = rules.compiled(files);
            List<RuleProblem> problems = new ArrayList<>(RuleLint.of(compiled));
            CompiledRelease release = store.numbered(id, compiled);
            checks.forEach(check -> problems.addAll(check.check(release)));
            return problems;
        } catch (BrokenRules e) {
            return e.problems();
        } finally {
            checking.unlock();
        }
    }

    /**
     * Fixes the files of a draft and asks for somebody's approval.
     *
     * @param acknowledged the names of the warnings that the author knows of
     * @throws Problem 422 while there are errors, or warnings that were not acknowledged
     */
    public Release submit(long id, Set<String> acknowledged, Caller caller) {
        require(store.byId(id), "only a draft is submitted", State.DRAFT);
        RuleFiles files = store.files(id);
        refuse(id, problems(id, files), acknowledged);
        return step(id, caller, "release.submitted", (sql, release) -> {
            require(release, "only a draft is submitted", State.DRAFT);
            String hash = files.hash();
            if (!hash.equals(ReleaseStore.files(sql, id).hash())) {
                throw Problem.stale("A file of release " + id + " was changed while it was checked; submit it again");
            }
            sql.find("SELECT id FROM releases WHERE hash = ?", row -> row.getLong(1), hash)
                    .ifPresent(same -> {
                        throw Problem.conflict("Release " + id + " has the same files as release " + same
                                + "; change something, or go on with that one");
                    });
            sql.run(
                    "UPDATE releases SET state = 'in_review', hash = ?, submitted_at = ?, submitted_by = ?,"
                            + " acknowledged = ?, editors = array_append(array_remove(editors, ?), ?) WHERE id = ?",
                    hash,
                    clock.instant(),
                    caller.actor(),
                    acknowledged.stream().sorted().toArray(String[]::new),
                    caller.actor(),
                    caller.actor(),
                    id);
        });
    }

    private static void refuse(long id, List<RuleProblem> problems, Set<String> acknowledged) {
        List<RuleProblem> errors = problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw Problem.wrong(
                    "Release " + id + " has " + errors.size() + " error(s), and can't be submitted; correct them first",
                    errors.stream()
                            .map(problem -> new FieldError(problem.file(), problem.toString()))
                            .toArray(FieldError[]::new));
        }
        List<RuleProblem> unknown = problems.stream()
                .filter(problem -> problem.severity() == Severity.WARNING && !acknowledged.contains(problem.name()))
                .toList();
        if (!unknown.isEmpty()) {
            throw Problem.wrong(
                    "Release " + id + " has " + unknown.size()
                            + " warning(s); correct them, or send their names to say that"
                            + " you know: {\"acknowledge\":[\"" + unknown.get(0).name() + "\"]}",
                    unknown.stream()
                            .map(problem -> new FieldError(problem.name(), problem.toString()))
                            .toArray(FieldError[]::new));
        }
    }

    /** Says yes to a release that somebody else made. */
    public Release approve(long id, Caller caller) {
        Release approved = step(id, caller, "release.approved", (sql, release) -> {
            require(release, "only what is in review is approved", State.IN_REVIEW);
            if (release.isOf(caller.actor())) {
                throw Problem.forbidden("Release " + id + " was made or changed by " + caller.actor()
                        + "; somebody else must approve it");
            }
            sql.run(
                    "UPDATE releases SET state = 'approved', approved_at = ?, approved_by = ? WHERE id = ?",
                    clock.instant(),
                    caller.actor(),
                    id);
        });
        rules.release(id); // compiled here, before it is published; other replicas do when they look
        return approved;
    }

    /**
     * Makes an approved release live, now or later.
     *
     * @param at null for now
     */
    public Release publish(long id, @Nullable Instant at, Caller caller) {
        if (at == null) {
            State from = state(id) == State.SHADOW ? State.SHADOW : State.APPROVED;
            return goLive(id, from, "only what is approved is published", caller);
        }
        Instant now = clock.instant();
        if (!at.isAfter(now) || at.isAfter(now.plus(FARTHEST))) {
            String detail = at + " is not within the next " + FARTHEST.toDays() + " days; leave it out to publish now";
            throw Problem.wrong(detail, new FieldError("/at", detail));
        }
        stuck.remove(id);
        return step(id, caller, "release.scheduled", (sql, release) -> {
            require(release, "only what is approved is published", State.APPROVED);
            sql.run("UPDATE releases SET publish_at = ? WHERE id = ?", at, id);
        });
    }

    /** Has an approved release judge, beside the live one, whatever a run judges; it does nothing. */
    public Release shadow(long id, Caller caller) {
        return step(id, caller, "release.shadowed", (sql, release) -> {
            require(release, "only what is approved is put in shadow", State.APPROVED);
            sql.find("SELECT id FROM releases WHERE state = 'shadow'", row -> row.getLong(1))
                    .ifPresent(other -> {
                        throw Problem.conflict("Release " + other
                                + " is in shadow, and one at a time can be; publish or retire that one first");
                    });
            sql.run(
                    "UPDATE releases SET state = 'shadow', shadow_since = ?, publish_at = NULL WHERE id = ?",
                    clock.instant(),
                    id);
        });
    }

    /** The release in shadow; empty when none is. */
    public Optional<Release> inShadow() {
        return store.shadow();
    }

    /** Makes an earlier release live again, as it was. */
    public Release rollBack(long id, Caller caller) {
        if (store.byId(id).liveSince() == null) {
            throw Problem.conflict("Release " + id + " was never live; rolling back goes to one that was");
        }
        return goLive(id, State.RETIRED, "rolling back goes to a release that was live before", caller);
    }

    private Release goLive(long id, State expected, String otherwise, Caller caller) {
        Release release = store.byId(id);
        if (release.state() != State.LIVE) {
            require(release, otherwise, expected);
            store.goLive(id, rules.release(id).rules(), expected, caller);
            rules.follow();
        }
        return store.byId(id);
    }

    /** Ends a release that is not live. */
    public Release retire(long id, Caller caller) {
        return step(id, caller, "release.retired", (sql, release) -> {
            if (release.state() == State.LIVE) {
                throw Problem.conflict(
                        "Release " + id + " is live; publish another one, or roll back, and it retires by itself");
            }
            sql.run("UPDATE releases SET state = 'retired', publish_at = NULL WHERE id = ?", id);
        });
    }

    /** Follows other replicas, and publishes what was scheduled. */
    void look() {
        rules.follow();
        for (Release approved : store.approved()) {
            Instant at = approved.publishAt();
            if (at != null && !at.isAfter(clock.instant()) && !stuck.contains(approved.id())) {
                publishScheduled(approved);
            }
        }
    }

    private void publishScheduled(Release release) {
        try {
            goLive(release.id(), State.APPROVED, "it was scheduled", Caller.SERVICE);
        } catch (Problem e) {
            log.infof("Release %d was published or withdrawn by somebody else meanwhile", release.id());
        } catch (RuntimeException e) {
            stuck.add(release.id());
            log.errorf(e, "Release %d could not be published at its time; publish it by hand", release.id());
        }
    }

    /** A change of state, and what the audit log says of it. */
    @FunctionalInterface
    private interface Change {
        void on(Sql sql, Release release) throws SQLException;
    }

    private Release step(long id, Caller caller, String kind, Change change) {
        return store.step(id, (sql, before) -> {
            change.on(sql, before);
            Release after = store.read(sql, id);
            ReleaseStore.notifyOthers(sql);
            store.tell(sql, caller, kind, id, about(before), about(after), null);
            return after;
        });
    }

    private static Map<String, @Nullable Object> about(Release release) {
        Map<String, @Nullable Object> about = new LinkedHashMap<>();
        about.put("state", release.state().word());
        about.put("hash", release.hash());
        about.put("acknowledged", release.acknowledged());
        about.put("publishAt", release.publishAt());
        return about;
    }

    private static void require(Release release, String otherwise, State state) {
        if (release.state() != state) {
            throw Problem.conflict(
                    "Release " + release.id() + " is " + release.state().word() + "; " + otherwise);
        }
    }

    /** @return the content as files on disk are read: without a byte order mark, lines ended by LF */
    private static String checked(String path, String content) {
        checkPath(path);
        if (content.length() > RuleSource.LARGEST_FILE || content.indexOf(0) >= 0) {
            String detail = "A rule file is text of at most " + RuleSource.LARGEST_FILE + " characters, without NUL; "
                    + path + " has " + content.length();
            throw Problem.wrong(detail, new FieldError(path, detail));
        }
        return (content.startsWith("\uFEFF") ? content.substring(1) : content).replace("\r\n", "\n");
    }

    private static void checkPath(String path) {
        boolean kind = RuleSource.belongs(path);
        if (!PATH.matcher(path).matches() || !kind) {
            String detail = "'" + path
                    + "' is no path of a rule file; that is dmn/….dmn, dmn/tests/….csv or ….xml, or rules/….drl, with letters, digits"
                    + " and . _ - in its names";
            throw Problem.wrong(detail, new FieldError("path", detail));
        }
    }
}
