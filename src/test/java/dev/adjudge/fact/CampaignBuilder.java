package dev.adjudge.fact;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Campaign facts for tests: an active campaign on Meta, launched two months ago, with fresh data, a budget of 100 a day
 * and figures that no rule minds, until the test says otherwise.
 */
public final class CampaignBuilder {

    /** The evaluation date of every built campaign. */
    public static final LocalDate AS_OF = LocalDate.of(2026, 11, 21);

    /** The moment of the evaluation: 08:00 of that day, UTC. */
    public static final Instant AT = Instant.parse("2026-11-21T08:00:00Z");

    private final String id;
    private String platform = "meta";
    private String account = "act_1";
    private Campaign.Status status = Campaign.Status.ACTIVE;
    private @Nullable BigDecimal dailyBudget = new BigDecimal("100");
    private String currency = "USD";
    private @Nullable Integer daysSinceLaunch = 60;
    private @Nullable Long impressions14d = 20_000L;
    private long complaints;
    private @Nullable Long dataAgeHours = 0L;
    private Window lastWeek = window(AS_OF.minusDays(7), 7, "280", 8_000L, 160L, "10", "700");
    private Window weekBefore = window(AS_OF.minusDays(14), 7, "280", 8_000L, 160L, "10", "700");
    private final List<PastAction> recent = new ArrayList<>();

    private CampaignBuilder(String id) {
        this.id = id;
    }

    public static CampaignBuilder aCampaign(String id) {
        return new CampaignBuilder(id);
    }

    public CampaignBuilder on(String platform) {
        this.platform = platform;
        return this;
    }

    public CampaignBuilder inAccount(String account) {
        this.account = account;
        return this;
    }

    public CampaignBuilder withStatus(Campaign.Status status) {
        this.status = status;
        return this;
    }

    public CampaignBuilder withDailyBudget(String amount) {
        this.dailyBudget = new BigDecimal(amount);
        return this;
    }

    public CampaignBuilder withUnknownBudget() {
        this.dailyBudget = null;
        return this;
    }

    public CampaignBuilder inCurrency(String currency) {
        this.currency = currency;
        return this;
    }

    public CampaignBuilder launchedDaysAgo(int days) {
        this.daysSinceLaunch = days;
        return this;
    }

    public CampaignBuilder launchedNobodyKnowsWhen() {
        this.daysSinceLaunch = null;
        return this;
    }

    public CampaignBuilder seenInFortnight(long impressions) {
        this.impressions14d = impressions;
        return this;
    }

    public CampaignBuilder seenNobodyKnowsHowOften() {
        this.impressions14d = null;
        return this;
    }

    public CampaignBuilder withDataOfHoursAgo(long hours) {
        this.dataAgeHours = hours;
        return this;
    }

    public CampaignBuilder withoutAnyData() {
        this.dataAgeHours = null;
        return this;
    }

    /** Ten conversions in the last week, each for that much, unless said otherwise later. */
    public CampaignBuilder withCostPerLead(String cpl) {
        return spending(new BigDecimal(cpl)
                .multiply(java.util.Objects.requireNonNull(lastWeek.conversions()))
                .toPlainString());
    }

    /** Revenue of the last week, as a multiple of what was spent by then: say what was spent first. */
    public CampaignBuilder withReturn(String roas) {
        return earning(new BigDecimal(roas)
                .multiply(java.util.Objects.requireNonNull(lastWeek.spend()))
                .toPlainString());
    }

    public CampaignBuilder spending(String amount) {
        return lastWeek(
                w -> window(w, new BigDecimal(amount), w.impressions(), w.clicks(), w.conversions(), w.revenue()));
    }

    public CampaignBuilder converting(String conversions) {
        return lastWeek(
                w -> window(w, w.spend(), w.impressions(), w.clicks(), new BigDecimal(conversions), w.revenue()));
    }

    public CampaignBuilder convertingNobodyKnowsHowOften() {
        return lastWeek(w -> window(w, w.spend(), w.impressions(), w.clicks(), null, w.revenue()));
    }

    public CampaignBuilder earning(String amount) {
        return lastWeek(
                w -> window(w, w.spend(), w.impressions(), w.clicks(), w.conversions(), new BigDecimal(amount)));
    }

    public CampaignBuilder seen(long impressions) {
        return lastWeek(w -> window(w, w.spend(), impressions, w.clicks(), w.conversions(), w.revenue()));
    }

    public CampaignBuilder clicked(long clicks) {
        return lastWeek(w -> window(w, w.spend(), w.impressions(), clicks, w.conversions(), w.revenue()));
    }

    /** The 7 days before the last 7. */
    public CampaignBuilder after(UnaryOperator<Window> weekBefore) {
        this.weekBefore = weekBefore.apply(this.weekBefore);
        return this;
    }

    /** The week before had these figures. */
    public CampaignBuilder afterAWeekOf(long impressions, long clicks, String conversions) {
        return after(w -> window(w, w.spend(), impressions, clicks, new BigDecimal(conversions), w.revenue()));
    }

    public CampaignBuilder pausedBy(String rule, int hoursAgo) {
        return past("pause", rule, hoursAgo, null, null);
    }

    public CampaignBuilder resumedByHand(int hoursAgo) {
        return past("resume", null, hoursAgo, null, null);
    }

    public CampaignBuilder notifiedBy(String rule, int hoursAgo) {
        return past("notify", rule, hoursAgo, null, null);
    }

    public CampaignBuilder budgetChangedBy(String rule, int hoursAgo, String before, String after) {
        return past("change_budget", rule, hoursAgo, before, after);
    }

    public CampaignBuilder budgetChangedByHand(int hoursAgo, @Nullable String before, String after) {
        return past("change_budget", null, hoursAgo, before, after);
    }

    /** So many people complained under its ads within 24 hours. */
    public CampaignBuilder complainedOfBy(long people) {
        complaints = people;
        return this;
    }

    public CampaignFacts build() {
        return new CampaignFacts(
                new Campaign(platform, account, id, id, status, dailyBudget, null, currency, null, null, "UTC", null),
                AS_OF,
                new Windows(empty(1), empty(3), lastWeek, empty(14), empty(30), weekBefore),
                daysSinceLaunch,
                impressions14d,
                dataAgeHours,
                List.copyOf(recent),
                complaints);
    }

    private CampaignBuilder lastWeek(UnaryOperator<Window> change) {
        this.lastWeek = change.apply(lastWeek);
        return this;
    }

    private CampaignBuilder past(
            String kind, @Nullable String rule, int hoursAgo, @Nullable String before, @Nullable String after) {
        recent.add(new PastAction(
                kind,
                rule,
                AT.minusSeconds(hoursAgo * 3600L),
                before == null ? null : new BigDecimal(before),
                after == null ? null : new BigDecimal(after),
                rule == null));
        return this;
    }

    private static Window empty(int days) {
        return new Window(AS_OF.minusDays(days), AS_OF.minusDays(1), 0, null, null, null, null, null);
    }

    private static Window window(
            LocalDate from, int days, String spend, long impressions, long clicks, String conversions, String revenue) {
        return new Window(
                from,
                from.plusDays(days - 1L),
                days,
                new BigDecimal(spend),
                impressions,
                clicks,
                new BigDecimal(conversions),
                new BigDecimal(revenue));
    }

    private static Window window(
            Window span,
            @Nullable BigDecimal spend,
            @Nullable Long impressions,
            @Nullable Long clicks,
            @Nullable BigDecimal conversions,
            @Nullable BigDecimal revenue) {
        return new Window(span.from(), span.to(), span.days(), spend, impressions, clicks, conversions, revenue);
    }
}
