package dev.adjudge.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.audit.DecisionLog;
import dev.adjudge.audit.DecisionProofs;
import dev.adjudge.decision.Decision;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.decision.Verdict;
import dev.adjudge.platform.Caller;
import dev.adjudge.rules.CompiledRelease;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Keeps decisions that a program asked for, as a run of their own that does nothing. */
@ApplicationScoped
class Recording {

    private final Runs runs;
    private final DecisionLog decisions;
    private final DecisionProofs proofs;
    private final DataSource database;
    private final ObjectMapper json;
    private final Clock clock;

    Recording(
            Runs runs,
            DecisionLog decisions,
            DecisionProofs proofs,
            DataSource database,
            ObjectMapper json,
            Clock clock) {
        this.runs = runs;
        this.decisions = decisions;
        this.proofs = proofs;
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    @Transactional
    void record(
            CompiledRelease release,
            RunConditions now,
            LocalDate asOf,
            List<Answer> answers,
            Caller caller,
            @Nullable String traceParent) {
        RunRow run = new RunRow();
        run.trigger = Run.Trigger.DECIDE.word();
        run.status = "completed";
        run.releaseId = release.ref().id();
        run.asOf = asOf;
        run.dryRun = true;
        run.requestedBy = caller.actor();
        run.traceParent = traceParent;
        run.createdAt = now.at();
        run.startedAt = now.at();
        run.knownAt = now.at();
        run.finishedAt = clock.instant();
        count(run, answers);
        run.facts = json.createObjectNode()
                .put("knownAt", now.at().toString())
                .put("releaseHash", release.ref().hash())
                .put("rolloutPercent", now.rolloutPercent())
                .set("killSwitches", json.valueToTree(now.switches()));
        runs.persist(run);
        runs.flush();
        List<Decision> made = answers.stream().map(Answer::decision).toList();
        try (Connection connection = database.getConnection()) {
            decisions.write(connection, run.id, now.at(), traceParent, made);
            proofs.seal(connection, run.id, run.caller(), run.about(release.ref(), run.counts()));
        } catch (SQLException e) {
            throw new IllegalStateException("The decisions could not be recorded", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void count(RunRow run, List<Answer> answers) {
        run.countSubjects = answers.size();
        run.progressDone = answers.size();
        run.progressTotal = answers.size();
        for (Answer answer : answers) {
            run.countFailed += answer.failure() == null ? 0 : 1;
            run.countMatched += answer.decision().verdicts().isEmpty() ? 0 : 1;
            for (Verdict verdict : answer.decision().verdicts()) {
                run.countAllowed += verdict instanceof Verdict.Allowed ? 1 : 0;
                run.countHeld += verdict instanceof Verdict.Held ? 1 : 0;
                run.countSuppressed += verdict instanceof Verdict.Suppressed ? 1 : 0;
            }
        }
    }
}
