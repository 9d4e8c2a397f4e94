package dev.adjudge.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A run in its table. */
@Entity
@Table(name = "runs")
class RunRow {

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

    Instant createdAt = Instant.EPOCH;

    @Nullable Instant startedAt;

    @Nullable Instant finishedAt;

    Run toRun() {
        return new Run(
                id,
                status,
                releaseId,
                asOf,
                dryRun,
                Run.Trigger.valueOf(trigger.toUpperCase(Locale.ROOT)),
                new Run.Progress(progressDone, progressTotal),
                new Run.Counts(countSubjects, countMatched, countAllowed, countHeld, countSuppressed, countFailed),
                createdAt,
                startedAt,
                finishedAt,
                error,
                facts);
    }
}
