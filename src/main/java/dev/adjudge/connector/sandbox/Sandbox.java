package dev.adjudge.connector.sandbox;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The simulated platforms as a whole: who is there, what was changed, what was delivered. Its days are UTC days. */
@Singleton
class Sandbox {

    private final SandboxSettings settings;
    private final SandboxLedger ledger;
    private final SandboxClock clock;
    private volatile @Nullable Founded founded;

    private record Founded(LocalDate on, SandboxWorld world) {}

    Sandbox(SandboxSettings settings, SandboxLedger ledger, SandboxClock clock) {
        this.settings = settings;
        this.ledger = ledger;
        this.clock = clock;
    }

    SandboxWorld world() {
        return founded().world();
    }

    LocalDate today() {
        return clock.today();
    }

    /** What these campaigns delivered on complete days, as far as it is known; a paused day has nothing to report. */
    List<SandboxDay> days(List<SandboxCampaign> campaigns, LocalDate from, LocalDate to) {
        DailySeries series = new DailySeries(settings.seed(), founded().on());
        LocalDate today = today();
        LateConversions late = new LateConversions(settings.seed(), today);
        LocalDate end = to.isBefore(today) ? to.plusDays(1) : today;
        SandboxLedger.Changes changes = ledger.changes();
        return campaigns.stream()
                .flatMap(campaign -> from.isBefore(end)
                        ? from.datesUntil(end).flatMap(date -> day(series, changes, campaign, date).stream())
                        : Stream.empty())
                .map(late::known)
                .toList();
    }

    private static Optional<SandboxDay> day(
            DailySeries series, SandboxLedger.Changes changes, SandboxCampaign campaign, LocalDate date) {
        SandboxLedger.State state =
                changes.before(date.atStartOfDay(ZoneOffset.UTC).toInstant(), campaign);
        return state.active() ? series.on(date, campaign, state.dailyBudget()) : Optional.empty();
    }

    /** How each campaign stands now. */
    Function<SandboxCampaign, SandboxLedger.State> now() {
        SandboxLedger.Changes changes = ledger.changes();
        return campaign -> changes.before(Instant.MAX, campaign);
    }

    /** Sets {@code ACTIVE} or {@code PAUSED}. */
    void setActive(SandboxCampaign campaign, boolean active) {
        ledger.write(campaign, SandboxLedger.STATUS, active ? "active" : "paused", clock.instant());
    }

    /** Sets the daily budget, in hundredths. */
    void setDailyBudget(SandboxCampaign campaign, long hundredths) {
        ledger.write(campaign, SandboxLedger.DAILY_BUDGET, Long.toString(hundredths), clock.instant());
    }

    private Founded founded() {
        Founded known = founded;
        if (known == null) {
            LocalDate on = ledger.foundedOn(today());
            known = new Founded(on, new SandboxWorld(on, settings.copies()));
            founded = known;
        }
        return Objects.requireNonNull(known);
    }
}
