package dev.adjudge.run;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Verdict;
import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.Campaign.Status;
import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.fact.CampaignKey;
import dev.adjudge.fact.PastAction;
import dev.adjudge.rules.Judged;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Campaigns as they would be if, from a moment on, only one release had acted on them: what it paused stays paused and
 * what it moved stays moved, until a person changes it or the time is over that its rule stated (what a condition ends is not ended: a
 * campaign that stands still has no figures of its own). What people did by hand they would have done all the same; what
 * the service really did from that moment on is taken out.
 */
final class World {

    /** As far back as rules see past actions. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final Instant begin;
    private final Map<CampaignKey, State> states = new HashMap<>();
    private final List<Stop> stops = new ArrayList<>();

    World(Instant begin) {
        this.begin = begin;
    }

    /**
     * A time in which a campaign stood still because a rule had paused it.
     *
     * @param from the day on which it was paused
     * @param until the day on which it went on, by itself or since a person let it; null when it did not
     */
    record Stop(
            CampaignKey campaign,
            String rule,
            LocalDate from,
            @Nullable LocalDate until) {}

    private static final class State {
        private Status status;
        private @Nullable BigDecimal budget;
        private final List<PastAction> done = new ArrayList<>();
        private @Nullable Stop stop;

        /** When the stop ends by itself; null when a person ends it. */
        private @Nullable Instant due;

        State(Campaign campaign) {
            this.status = campaign.status();
            this.budget = campaign.dailyBudget();
        }
    }

    /**
     * A campaign as it would be at that moment.
     *
     * @param since the moment of the day before: what people changed later is new
     */
    CampaignFacts seen(CampaignFacts real, Instant since, Instant at) {
        State known = states.get(real.campaign().key());
        State state = known == null ? new State(real.campaign()) : known;
        if (known == null) {
            states.put(real.campaign().key(), state);
        } else {
            real.recentActions().stream()
                    .filter(PastAction::manual)
                    .filter(action -> action.at().isAfter(since) && !action.at().isAfter(at))
                    .forEach(action -> follow(state, action));
            comeBack(state, at);
        }
        return with(real, state, at);
    }

    /** The pause that holds it: it has no new figures, and no rule is asked about it. Null when none does. */
    @Nullable Stop stopped(CampaignKey campaign) {
        State state = states.get(campaign);
        return state == null ? null : state.stop;
    }

    /** Does what was allowed. */
    void act(Judged judged, LocalDate day, Instant at) {
        State state =
                Objects.requireNonNull(states.get(judged.facts().campaign().key()));
        for (Verdict verdict : judged.verdicts()) {
            if (verdict instanceof Verdict.Allowed) {
                act(state, judged.facts().campaign().key(), verdict, day, at);
            }
        }
    }

    private static void act(State state, CampaignKey campaign, Verdict verdict, LocalDate day, Instant at) {
        String rule = verdict.proposal().rule();
        Action action = verdict.proposal().action();
        BigDecimal before = null;
        BigDecimal after = null;
        if (action instanceof Action.ChangeBudget change) {
            before = change.before();
            after = change.after();
            state.budget = after;
        } else if (action instanceof Action.Pause pause) {
            state.status = Status.PAUSED;
            state.stop = new Stop(campaign, rule, day, null);
            state.due = pause.until() == null ? null : pause.until().due(at);
        } else if (action instanceof Action.Resume) {
            state.status = Status.ACTIVE;
        }
        state.done.add(new PastAction(action.kind(), rule, at, before, after, false));
    }

    /** How a campaign stands. */
    SimulationReport.@Nullable End end(CampaignKey campaign) {
        State state = states.get(campaign);
        return state == null ? null : new SimulationReport.End(state.status.word(), state.budget);
    }

    /** Every time in which a campaign stood still. */
    List<Stop> stops() {
        return Stream.concat(
                        stops.stream(),
                        states.values().stream().map(state -> state.stop).filter(Objects::nonNull))
                .toList();
    }

    /** A pause whose time is over ends by itself. */
    private void comeBack(State state, Instant at) {
        Instant due = state.due;
        Stop stop = state.stop;
        if (stop != null && due != null && !due.isAfter(at)) {
            goOn(state, due);
            state.done.add(new PastAction("resume", stop.rule(), due, null, null, false));
        }
    }

    private void goOn(State state, Instant at) {
        state.status = Status.ACTIVE;
        state.due = null;
        Stop stop = state.stop;
        if (stop != null) {
            stops.add(new Stop(stop.campaign(), stop.rule(), stop.from(), LocalDate.ofInstant(at, ZoneOffset.UTC)));
            state.stop = null;
        }
    }

    /** A person changed it, and decides on it from then on. */
    private void follow(State state, PastAction change) {
        switch (change.kind()) {
            case "pause" -> {
                state.status = Status.PAUSED;
                state.due = null;
            }
            case "resume" -> goOn(state, change.at());
            default -> state.budget = change.after();
        }
    }

    private CampaignFacts with(CampaignFacts real, State state, Instant at) {
        Campaign campaign = real.campaign();
        return new CampaignFacts(
                new Campaign(
                        campaign.platform(),
                        campaign.accountId(),
                        campaign.campaignId(),
                        campaign.name(),
                        state.status,
                        state.budget,
                        campaign.lifetimeBudget(),
                        campaign.currency(),
                        campaign.startDate(),
                        campaign.createdTime(),
                        campaign.timeZone(),
                        campaign.lastSyncedAt()),
                real.asOf(),
                real.windows(),
                real.daysSinceLaunch(),
                real.impressions14d(),
                real.dataAgeHours(),
                Stream.concat(
                                real.recentActions().stream()
                                        .filter(action ->
                                                action.manual() || action.at().isBefore(begin)),
                                state.done.stream().filter(action -> action.at().isAfter(at.minus(REMEMBERED))))
                        .toList(),
                real.complaints24h());
    }
}
