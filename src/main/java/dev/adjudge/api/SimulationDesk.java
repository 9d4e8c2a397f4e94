package dev.adjudge.api;

import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.rules.LiveRules;
import dev.adjudge.run.Shadow;
import dev.adjudge.run.Simulation;
import dev.adjudge.run.SimulationQueue;
import dev.adjudge.run.Simulations;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes orders for simulations, and refuses those that can't be simulated. */
@ApplicationScoped
class SimulationDesk {

    private static final int MOST_DAYS = 366;

    private final Simulations simulations;
    private final SimulationQueue queue;
    private final LiveRules rules;
    private final Clock clock;

    SimulationDesk(Simulations simulations, SimulationQueue queue, LiveRules rules, Clock clock) {
        this.simulations = simulations;
        this.queue = queue;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param compareWith {@code live}, the number of a release, or {@code none}; {@code live} when left out
     * @param knownAt {@code then} or {@code now}; {@code then} when left out
     * @param platforms only campaigns on these; all when left out
     * @param accountIds only campaigns of these accounts; all when left out
     * @param rolloutPercent 0 to 100; as for runs now when left out
     */
    public record Wanted(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String compareWith,
            @Nullable String knownAt,
            @Nullable List<String> platforms,
            @Nullable List<String> accountIds,
            @Nullable Integer rolloutPercent) {}

    Shadow shadow(long release, Limit limit) {
        return simulations.shadow(release, limit);
    }

    Simulation ask(long release, @Nullable Wanted body, Caller caller) {
        Wanted wanted = body == null ? new Wanted(null, null, null, null, null, null, null) : body;
        List<FieldError> errors = new ArrayList<>();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate from = day("/from", wanted.from(), today, errors);
        LocalDate to = day("/to", wanted.to(), today, errors);
        long days = ChronoUnit.DAYS.between(from, to) + 1;
        if (errors.isEmpty() && (days < 1 || days > MOST_DAYS)) {
            errors.add(new FieldError(
                    "/to",
                    from + " to " + to + " is no span of 1 to " + MOST_DAYS + " days, the first before the last"));
        }
        if (wanted.knownAt() != null && !List.of("then", "now").contains(wanted.knownAt())) {
            errors.add(new FieldError(
                    "/knownAt", "'" + wanted.knownAt() + "' is neither then (figures as known on each day) nor now"));
        }
        Integer rollout = wanted.rolloutPercent();
        if (rollout != null && (rollout < 0 || rollout > 100)) {
            errors.add(new FieldError("/rolloutPercent", rollout + " is not from 0 to 100"));
        }
        Names.check(errors, "/platforms", wanted.platforms());
        Names.check(errors, "/accountIds", wanted.accountIds());
        Long other = compared(wanted.compareWith(), errors);
        if (!errors.isEmpty()) {
            throw Problem.wrong("The simulation can't be started as asked", errors.toArray(FieldError[]::new));
        }
        rules.snapshot(release); // what does not compile is refused here, not in the queue
        if (other != null) {
            rules.snapshot(other);
        }
        Simulation simulation = simulations.add(
                new Simulations.Wanted(
                        release,
                        other,
                        from,
                        to,
                        !"now".equals(wanted.knownAt()),
                        wanted.platforms(),
                        wanted.accountIds(),
                        rollout),
                caller);
        queue.nudge();
        return simulation;
    }

    private static LocalDate day(String pointer, @Nullable LocalDate day, LocalDate today, List<FieldError> errors) {
        if (day == null) {
            errors.add(new FieldError(pointer, "is missing; send a date, as 2026-08-23"));
            return today;
        }
        if (day.isAfter(today) || day.getYear() < 2000) {
            errors.add(new FieldError(pointer, day + " is not from 2000-01-01 to " + today));
        }
        return day;
    }

    private @Nullable Long compared(@Nullable String wanted, List<FieldError> errors) {
        if (wanted == null || wanted.equals("live")) {
            return rules.live().ref().id();
        }
        if (wanted.equals("none")) {
            return null;
        }
        try {
            return Long.valueOf(wanted);
        } catch (NumberFormatException e) {
            errors.add(new FieldError("/compareWith", "'" + wanted + "' is neither live, none nor a release's number"));
            return null;
        }
    }
}
