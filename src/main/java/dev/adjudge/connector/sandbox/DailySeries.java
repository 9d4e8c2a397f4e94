package dev.adjudge.connector.sandbox;

import dev.adjudge.connector.sandbox.SandboxCampaign.Habit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign does on a day: always the same for the same seed, founding, campaign, date and budget. A weekday
 * pattern, a slow season and chance, over the ratios the campaign was set up with. Factors are in thousandths.
 */
final class DailySeries {

    private static final int[] WEEK = {1020, 1040, 1030, 1010, 980, 900, 920};
    private static final int[] SEASON = {900, 880, 930, 960, 980, 950, 900, 880, 960, 1000, 1080, 1050};
    private static final int SPENT_OF_BUDGET = 900;
    private static final int CYCLE = 28;
    private static final int SILENT_DAYS = 4;
    private static final long MILLION = 1_000_000;
    /** The seventh root of 0.5 and of 0.4, in millionths. */
    private static final long TIRED_A_DAY = 905_724;

    private static final long WANED_A_DAY = 877_305;

    private final long seed;
    private final LocalDate founded;

    DailySeries(long seed, LocalDate founded) {
        this.seed = seed;
        this.founded = founded;
    }

    /** Empty when the platform has nothing to report: not launched yet, or silent. */
    Optional<SandboxDay> on(LocalDate date, SandboxCampaign campaign, long dailyBudget) {
        if (date.isBefore(campaign.launched()) || silent(date, campaign.habit())) {
            return Optional.empty();
        }
        SplittableRandom chance =
                new SplittableRandom(seed * 31 + campaign.id().hashCode() * MILLION + date.toEpochDay());
        long fuel = Math.min(
                dailyBudget, scaled(dailyBudget, SPENT_OF_BUDGET, week(date), season(date), 1000 + around(chance, 80)));
        long impressions = scaled(fuel * 1000 / campaign.costPerMille(), 1000 + around(chance, 60));
        long clickRate = campaign.clicksPer100k() * fatigue(date, campaign.habit(), Habit.Kind.TIRING, TIRED_A_DAY);
        long clicks =
                Math.min(impressions, scaled(impressions * clickRate / (100_000 * MILLION), 1000 + around(chance, 60)));
        long conversions = conversions(date, campaign, fuel, chance);
        return Optional.of(new SandboxDay(
                campaign,
                date,
                campaign.platform().equals("klaviyo") ? BigDecimal.ZERO : BigDecimal.valueOf(fuel, 2),
                impressions,
                clicks,
                conversions,
                revenue(campaign, conversions, chance)));
    }

    private long conversions(LocalDate date, SandboxCampaign campaign, long fuel, SplittableRandom chance) {
        Long cost = campaign.costPerConversion();
        if (cost == null) {
            return 0;
        }
        long will = fatigue(date, campaign.habit(), Habit.Kind.WANING, WANED_A_DAY);
        long thousandths = scaled(fuel * 1000 / cost, 1000 + around(chance, 100)) * will / MILLION;
        // Whole conversions whose sum over days stays right: the fraction is the chance of one more.
        return thousandths / 1000 + (chance.nextInt(1000) < thousandths % 1000 ? 1 : 0);
    }

    private static @Nullable BigDecimal revenue(SandboxCampaign campaign, long conversions, SplittableRandom chance) {
        Long value = campaign.conversionValue();
        if (value == null) {
            return campaign.goal().equals("leads") ? null : BigDecimal.ZERO;
        }
        return BigDecimal.valueOf(scaled(conversions * value, 1000 + around(chance, 50)), 2);
    }

    private boolean silent(LocalDate date, Habit habit) {
        return habit.kind() == Habit.Kind.SILENT && !date.isBefore(founded.minusDays(SILENT_DAYS));
    }

    private long fatigue(LocalDate date, Habit habit, Habit.Kind kind, long leftAfterADay) {
        long left = MILLION;
        if (habit.kind() == kind) {
            long day = Math.floorMod(ChronoUnit.DAYS.between(founded, date) + habit.phase(), (long) CYCLE);
            for (long i = 0; i < day; i++) {
                left = left * leftAfterADay / MILLION;
            }
        }
        return left;
    }

    private static int week(LocalDate date) {
        return WEEK[date.getDayOfWeek().getValue() - 1];
    }

    /** Month figures hold in the middle of the month and change evenly in between. */
    private static int season(LocalDate date) {
        int days = date.lengthOfMonth();
        int fromMiddle = date.getDayOfMonth() - days / 2;
        LocalDate neighbour = fromMiddle < 0 ? date.minusMonths(1) : date.plusMonths(1);
        int here = SEASON[date.getMonthValue() - 1];
        int there = SEASON[neighbour.getMonthValue() - 1];
        return here + (there - here) * Math.abs(fromMiddle) / days;
    }

    private static int around(SplittableRandom chance, int thousandths) {
        return chance.nextInt(2 * thousandths + 1) - thousandths;
    }

    private static long scaled(long amount, int... thousandths) {
        long scaled = amount;
        for (int factor : thousandths) {
            scaled = scaled * factor / 1000;
        }
        return scaled;
    }
}
