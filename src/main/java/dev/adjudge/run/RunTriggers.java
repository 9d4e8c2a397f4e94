package dev.adjudge.run;

import dev.adjudge.fact.BatchAccepted;
import dev.adjudge.fact.FirstFillCompleted;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** What starts a run without anybody asking: the schedule, an accepted batch, the first start. */
@ApplicationScoped
class RunTriggers {

    private static final Logger log = Logger.getLogger(RunTriggers.class);

    private final Runs runs;
    private final RunQueue queue;
    private final RunSettings settings;
    private final FirstReport report;

    RunTriggers(Runs runs, RunQueue queue, RunSettings settings, FirstReport report) {
        this.runs = runs;
        this.queue = queue;
        this.settings = settings;
        this.report = report;
    }

    @Scheduled(
            identity = "daily-run",
            cron = "{adjudge.run.schedule}",
            timeZone = "UTC",
            executeWith = Scheduled.QUARTZ)
    void everyMorning(ScheduledExecution execution) {
        queued(runs.addScheduled(RunRequest.ofToday(), execution.getScheduledFireTime()));
    }

    void whenBatchIsAccepted(@Observes BatchAccepted batch) {
        // One run that waits will see every batch accepted until it starts.
        if (settings.afterBatch() && !runs.isQueued(Run.Trigger.BATCH)) {
            start(Run.Trigger.BATCH);
        }
    }

    /** Told again, because the service ended meanwhile, it is about the run that was begun the first time. */
    void whenFirstFilled(@Observes FirstFillCompleted filled) {
        Run first = runs.firstStart().orElseGet(() -> start(Run.Trigger.FIRST_START));
        report.printWhenOver(first.id());
    }

    private Run start(Run.Trigger trigger) {
        return queued(runs.add(RunRequest.ofToday(), trigger));
    }

    private Run queued(Run run) {
        log.infof("Run queued, run=%s trigger=%s", run.id(), run.trigger().word());
        queue.nudge();
        return run;
    }
}
