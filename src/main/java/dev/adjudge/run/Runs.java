package dev.adjudge.run;

import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Cursor;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs asked for, under way and over. */
@ApplicationScoped
public class Runs implements PanacheRepositoryBase<RunRow, UUID> {

    private final AuditLog audit;
    private final Clock clock;

    Runs(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** Puts a run that somebody asked for into the queue; {@link RunQueue} takes it from there. */
    @Transactional
    public Run add(RunRequest request, Caller caller, @Nullable String traceParent) {
        Run run = add(request, Run.Trigger.REQUESTED, caller.actor(), traceParent, null);
        Map<String, @Nullable Object> wanted = new LinkedHashMap<>();
        wanted.put("asOf", run.asOf());
        wanted.put("dryRun", run.dryRun());
        wanted.put("platforms", request.platforms());
        wanted.put("accountIds", request.accountIds());
        wanted.put("releaseId", request.releaseId());
        audit.add(Happening.of(caller, "run.requested", "run:" + run.id(), null, wanted, null));
        return run;
    }

    /** Puts a run into the queue that the service does by itself. */
    @Transactional
    Run add(RunRequest request, Run.Trigger trigger) {
        return add(request, trigger, null, null, null);
    }

    /** Puts the run into the queue that the schedule wanted at this moment. */
    @Transactional
    Run addScheduled(RunRequest request, Instant moment) {
        return add(request, Run.Trigger.SCHEDULED, null, null, moment);
    }

    private Run add(
            RunRequest request,
            Run.Trigger trigger,
            @Nullable String requestedBy,
            @Nullable String traceParent,
            @Nullable Instant moment) {
        RunRow row = new RunRow();
        row.trigger = trigger.word();
        row.moment = moment;
        row.requestedBy = requestedBy;
        row.createdAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        row.asOf = request.asOf() == null ? LocalDate.ofInstant(row.createdAt, ZoneOffset.UTC) : request.asOf();
        row.dryRun = Boolean.TRUE.equals(request.dryRun());
        row.platforms = request.platforms();
        row.accountIds = request.accountIds();
        row.releaseId = request.releaseId();
        row.traceParent = traceParent;
        persist(row);
        return row.toRun();
    }

    @Transactional
    public Optional<Run> byId(UUID id) {
        return findByIdOptional(id).map(RunRow::toRun);
    }

    /** A run with everything that it takes to repeat it. */
    @Transactional
    RunRow whole(UUID id) {
        return findByIdOptional(id).orElseThrow();
    }

    @Transactional
    boolean isQueued(Run.Trigger trigger) {
        return count("status = 'queued' and trigger = ?1", trigger.word()) > 0;
    }

    /** The run that followed the first fill. */
    @Transactional
    Optional<Run> firstStart() {
        return find("trigger", Run.Trigger.FIRST_START.word())
                .firstResultOptional()
                .map(RunRow::toRun);
    }

    /**
     * A page of runs, newest first.
     *
     * @param trigger only such; null for all but those over items, which are many
     */
    @Transactional
    public Page<Run> list(Run.@Nullable Trigger trigger, Limit limit, @Nullable Cursor after) {
        String which = trigger == null ? "trigger <> 'moderation'" : "trigger = '" + trigger.word() + "'";
        String order = " order by createdAt desc, id desc";
        List<RunRow> rows = (after == null
                        ? find("from RunRow where " + which + order)
                        : find(
                                "from RunRow where " + which + " and (createdAt < ?1 or (createdAt = ?1 and id < ?2))"
                                        + order,
                                after.at(),
                                after.id()))
                .range(0, limit.rows())
                .list();
        return Page.of(rows.stream().map(RunRow::toRun).toList(), limit, run -> new Cursor(run.createdAt(), run.id())
                .encode());
    }

    /** The next run to work on: one whose worker died comes first, since it is the oldest. */
    @Transactional
    Optional<RunRow> startNext(int mostAttempts) {
        Optional<RunRow> next =
                find("status in ('running', 'queued') order by createdAt").firstResultOptional();
        next.ifPresent(row -> {
            row.startedAt = clock.instant();
            row.attempts++;
            row.progressDone = 0;
            row.status = "running";
            if (row.attempts > mostAttempts) {
                fail(
                        row,
                        "The service stopped " + mostAttempts
                                + " times while it evaluated this run. Nothing of it was kept or carried out; ask for it again.");
            }
        });
        return next;
    }

    @Transactional
    void progress(UUID id, long done, long total) {
        update("progressDone = ?1, progressTotal = ?2 where id = ?3", done, total, id);
    }

    @Transactional
    void failed(UUID id, String error) {
        findByIdOptional(id).ifPresent(row -> fail(row, error));
    }

    private void fail(RunRow row, String error) {
        row.status = "failed";
        row.error = error;
        row.finishedAt = clock.instant();
        Map<String, Object> after = Map.of("trigger", row.trigger, "asOf", row.asOf, "dryRun", row.dryRun);
        audit.add(Happening.of(row.caller(), "run.failed", "run:" + row.id, null, after, error));
    }
}
