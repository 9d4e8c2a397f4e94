package dev.adjudge.connector.sandbox;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;

/**
 * Which of a day's conversions the ad platforms know of already. People buy days after the click, so that a day's figures are restated
 * for a week: the day after, about seven in ten are known; after eight days all are, and they stay.
 */
final class LateConversions {

    /** In thousandths, from the day after on. */
    private static final int[] KNOWN = {700, 790, 860, 910, 945, 970, 985};

    private static final long OTHER_CHANCE = 0x5EEDL << 32;

    private final long seed;
    private final LocalDate today;

    LateConversions(long seed, LocalDate today) {
        this.seed = seed;
        this.today = today;
    }

    /** Klaviyo counts what it sees in the shop, at once. */
    SandboxDay known(SandboxDay day) {
        long age = ChronoUnit.DAYS.between(day.date(), today);
        if (age > KNOWN.length
                || day.conversions() == 0
                || day.campaign().platform().equals("klaviyo")) {
            return day;
        }
        int share = KNOWN[(int) Math.max(age, 1) - 1];
        SplittableRandom chance = new SplittableRandom(seed * 31
                + day.campaign().id().hashCode() * 1_000_003L
                + day.date().toEpochDay()
                + OTHER_CHANCE);
        long known = 0;
        for (long i = 0; i < day.conversions(); i++) {
            known += chance.nextInt(1000) < share ? 1 : 0;
        }
        BigDecimal revenue = day.revenue();
        return new SandboxDay(
                day.campaign(),
                day.date(),
                day.spend(),
                day.impressions(),
                day.clicks(),
                known,
                revenue == null
                        ? null
                        : revenue.multiply(BigDecimal.valueOf(known))
                                .divide(BigDecimal.valueOf(day.conversions()), 2, RoundingMode.HALF_UP));
    }
}
