package dev.adjudge.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.adjudge.decision.ReleaseRef;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.TraceParent;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A run in its table. */
@Entity
@Table(name = "runs")
class RunRow {

    private static final Duration PUNCTUAL = Duration.ofHours(1);

    @Id
    UUID id = UUID.randomUUID();

    String status = "queued";
    String trigger = "";
    LocalDate asOf = LocalDate.EPOCH;
    boolean dryRun;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Nullable List<String> platforms;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Nullable List<String> accountIds;

    @Nullable Long releaseId;

    @Nullable Instant knownAt;

    long progressDone;
    long progressTotal;
    long countSubjects;
    long countMatched;
    long countAllowed;
    long countHeld;
    long countSuppressed;
    long countFailed;

    @JdbcTypeCode(SqlTypes.JSON)
    JsonNode facts = JsonNodeFactory.instance.objectNode();

    int attempts;

    @Nullable String error;

    @Nullable String traceParent;

    /** Who asked for it; null when the service did. */
    @Nullable String requestedBy;

    /** When the schedule wanted it; once it is over, the moment that ages counted from. */
    @Nullable Instant moment;

    Instant createdAt = Instant.EPOCH;

    @Nullable Instant startedAt;

    @Nullable Instant finishedAt;

    /**
     * Ages of past actions count from here. Where the schedule wanted the run that is its time, so that daily runs are a day
     * apart however many seconds each takes to start; a run that is far too late counts from its start. A run as of an
     * earlier date counts from this time of that day: what was done since is not known to it.
     */
    Instant momentWhenStartedAt(Instant start) {
        Instant wanted = moment;
        Instant now = wanted != null && Duration.between(wanted, start).abs().compareTo(PUNCTUAL) <= 0 ? wanted : start;
        long daysAgo = ChronoUnit.DAYS.between(asOf, LocalDate.ofInstant(now, ZoneOffset.UTC));
        return daysAgo <= 1 ? now : now.minus(daysAgo, ChronoUnit.DAYS);
    }

    Run.Counts counts() {
        return new Run.Counts(countSubjects, countMatched, countAllowed, countHeld, countSuppressed, countFailed);
    }

    /** Who asked for it. */
    Caller caller() {
        return new Caller(
                requestedBy == null ? Caller.SERVICE.actor() : requestedBy, null, TraceParent.traceIdOf(traceParent));
    }

    /** What the audit log says of it. */
    Map<String, Object> about(ReleaseRef release, Run.Counts counts) {
        return Map.of("trigger", trigger, "asOf", asOf, "dryRun", dryRun, "release", release, "counts", counts);
    }

    Run toRun() {
        return new Run(
                id,
                status,
                releaseId,
                asOf,
                dryRun,
                Run.Trigger.valueOf(trigger.toUpperCase(Locale.ROOT)),
                new Run.Progress(progressDone, progressTotal),
                counts(),
                createdAt,
                startedAt,
                finishedAt,
                error,
                facts);
    }
}
