package dev.adjudge.run;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.decision.KillSwitch;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.fact.CampaignKey;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.LiveRules;
import dev.adjudge.run.SimulationReport.Difference;
import dev.adjudge.run.SimulationReport.End;
import dev.adjudge.run.SimulationReport.Outcome;
import dev.adjudge.warehouse.CampaignFactsReader;
import dev.adjudge.warehouse.FactsQuery;
import dev.adjudge.warehouse.StandingStill;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One simulation, day by day, or beside one run. Each day is judged as a run of that morning would have been; what is allowed is done in a
 * world of the release's own, and the next day sees it. Kill switches are taken to be off.
 */
@ApplicationScoped
class Simulating {

    private static final Logger log = Logger.getLogger(Simulating.class);

    /** Decisions that are waited for go first: one processor, if there is another, is left to them. */
    private static final int PROCESSORS = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

    private final CampaignFactsReader facts;
    private final StandingStill standingStill;
    private final LiveRules rules;
    private final Simulations simulations;
    private final Runs runs;
    private final RunSettings settings;
    private final ObjectMapper json;
    private final Clock clock;

    Simulating(
            CampaignFactsReader facts,
            StandingStill standingStill,
            LiveRules rules,
            Simulations simulations,
            Runs runs,
            RunSettings settings,
            ObjectMapper json,
            Clock clock) {
        this.facts = facts;
        this.standingStill = standingStill;
        this.rules = rules;
        this.simulations = simulations;
        this.runs = runs;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    /** A release with the world that it makes. */
    private record Player(CompiledRelease release, @Nullable World world, Tally tally) {
        @Nullable End end(CampaignKey campaign) {
            return world == null ? null : world.end(campaign);
        }

        Side on(Instant at) {
            return new Side(release, at, world, PROCESSORS);
        }

        void conclude(Side side, RunConditions now, LocalDate day) {
            side.judge(now, day);
            tally.add(side);
        }
    }

    void simulate(Simulation asked) {
        long from = System.nanoTime();
        Player here = player(asked.releaseId(), asked);
        Long other = asked.compareWith();
        Player there = other == null ? null : player(other, asked);
        Comparison comparison = new Comparison();
        Instant now = facts.settledNow(clock);
        int withoutFigures = 0;
        int done = 0;
        for (LocalDate day = asked.from(); !day.isAfter(asked.to()); day = day.plusDays(1)) {
            if (!simulations.progress(asked.id(), done)) {
                log.infof("Simulation cancelled, simulation=%s", asked.id());
                return;
            }
            UUID run = asked.run();
            Morning morning = run == null ? morning(asked, day, now) : beside(run);
            withoutFigures += judge(morning, here, there, comparison) ? 0 : 1;
            done++;
        }
        simulations.progress(asked.id(), done);
        List<Difference> differences = there == null ? List.of() : comparison.differences(here::end, there::end);
        Outcome outcome = outcome(here, asked.to());
        SimulationReport report = new SimulationReport(
                outcome,
                there == null ? null : outcome(there, asked.to()),
                comparison.agreement(),
                differences.size(),
                notes(asked, done, withoutFigures));
        simulations.complete(asked.id(), report, differences);
        log.infof(
                "Simulation completed, simulation=%s days=%d evaluated=%d ms=%d",
                asked.id(), done, outcome.sums().evaluated(), (System.nanoTime() - from) / 1_000_000);
    }

    /** What a run finds when it begins. */
    private record Morning(FactsQuery query, RunConditions conditions) {}

    private Morning morning(Simulation asked, LocalDate day, Instant now) {
        Instant at = RunSettings.morning(day, settings);
        return new Morning(
                FactsQuery.ofThen(day, asked.asKnownThen() ? at : now, at, asked.platforms(), asked.accountIds()),
                new RunConditions(at, asked.rolloutPercent(), List.of()));
    }

    private Morning beside(UUID id) {
        RunRow run = runs.whole(id);
        Instant at = Objects.requireNonNull(run.moment);
        List<KillSwitch> switches =
                json.convertValue(run.facts.path("killSwitches"), new TypeReference<List<KillSwitch>>() {});
        return new Morning(
                new FactsQuery(run.asOf, Objects.requireNonNull(run.knownAt), at, run.platforms, run.accountIds, null),
                new RunConditions(at, run.facts.path("rolloutPercent").asInt(), switches));
    }

    /** Judges one day; false when nothing was known of any campaign. */
    private boolean judge(Morning morning, Player here, @Nullable Player there, Comparison comparison) {
        RunConditions now = morning.conditions();
        LocalDate day = morning.query().asOf();
        try (Side one = here.on(now.at());
                Side other = there == null ? null : there.on(now.at())) {
            facts.read(morning.query(), campaign -> {
                one.take(campaign);
                if (other != null) {
                    other.take(campaign);
                }
            });
            here.conclude(one, now, day);
            if (there != null && other != null) {
                there.conclude(other, now, day);
                comparison.add(day, one, other);
            }
            return one.hasFigures();
        }
    }

    /** In shadow everybody looks at the one real world. */
    private Player player(long releaseId, Simulation asked) {
        World world = asked.run() == null ? new World(RunSettings.morning(asked.from(), settings)) : null;
        return new Player(rules.snapshot(releaseId), world, new Tally());
    }

    private Outcome outcome(Player player, LocalDate last) {
        List<StandingStill.Days> days = new ArrayList<>();
        World world = player.world();
        for (World.Stop stop : world == null ? List.<World.Stop>of() : world.stops()) {
            LocalDate until = stop.until();
            LocalDate end = until == null ? last : until.minusDays(1);
            days.add(new StandingStill.Days(
                    stop.rule(), stop.campaign(), stop.from().plusDays(1), end));
        }
        player.tally().add(standingStill.sums(days));
        return player.tally().outcome(player.release().ref());
    }

    private static List<String> notes(Simulation asked, int days, int daysWithoutFigures) {
        List<String> notes = new ArrayList<>();
        if (asked.run() != null) {
            return notes;
        }
        if (daysWithoutFigures > 0) {
            notes.add("On " + daysWithoutFigures + " of " + days + " days nothing was known of any campaign"
                    + (asked.asKnownThen()
                            ? " at the time: its history was loaded later. knownAt \"now\" takes the figures as they are known now."
                            : "."));
        }
        notes.add("Figures are those that really were: a budget that would have been another would have brought others,"
                + " and a campaign that was really paused has none. Held actions are taken as not approved."
                + " A pause that ends at a time ends then; one that ends on a condition does not.");
        return notes;
    }
}
