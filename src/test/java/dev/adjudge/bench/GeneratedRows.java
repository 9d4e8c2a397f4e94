package dev.adjudge.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.SplittableRandom;

/** A made file of daily campaign rows: the same seed, the same rows. About one campaign in five matches a rule. */
final class GeneratedRows {

    static final String HEADINGS =
            "date,platform,account_id,campaign_id,campaign_name,currency,spend,impressions,clicks,conversions,revenue";

    private static final int CAMPAIGNS_AN_ACCOUNT = 100;

    private GeneratedRows() {}

    /** Writes {@code campaigns × days} rows that end the day before the date, a day after another as exports do. */
    static Path csv(int campaigns, int days, LocalDate asOf) throws IOException {
        Path file = Files.createTempFile("adjudge-bench-", ".csv");
        SplittableRandom random = new SplittableRandom(20261121);
        int[] health = random.ints(campaigns, 0, 100).toArray();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEADINGS);
            out.write('\n');
            StringBuilder row = new StringBuilder(160);
            for (int day = days; day >= 1; day--) {
                LocalDate date = asOf.minusDays(day);
                for (int i = 0; i < campaigns; i++) {
                    row.setLength(0);
                    append(row, random, date, i, health[i]);
                    out.append(row);
                }
            }
        }
        return file;
    }

    private static void append(StringBuilder row, SplittableRandom random, LocalDate date, int i, int health) {
        String platform = i % 2 == 0 ? "meta" : "google_ads";
        long cents = 3000 + random.nextInt(6000);
        long impressions = 2000 + random.nextInt(8000);
        long clicks = impressions / (40 + random.nextInt(40));
        long conversions = health < 5 ? 0 : health < 10 ? 1 : Math.min(clicks, 2 + random.nextInt(6));
        long revenueCents = health >= 10 && health < 20 ? cents * 5 : health >= 20 && health < 24 ? cents : cents * 3;
        row.append(date).append(',').append(platform).append(",acc").append(i / (2 * CAMPAIGNS_AN_ACCOUNT));
        row.append(",c").append(i).append(",Campaign ").append(i).append(",USD,");
        money(row, cents)
                .append(',')
                .append(impressions)
                .append(',')
                .append(clicks)
                .append(',')
                .append(conversions);
        money(row.append(','), conversions == 0 ? 0 : revenueCents).append('\n');
    }

    private static StringBuilder money(StringBuilder row, long cents) {
        return row.append(cents / 100).append('.').append(cents % 100 / 10).append(cents % 10);
    }
}
