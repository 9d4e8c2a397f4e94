package dev.adjudge.connector.sandbox;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A campaign of a simulated platform, as it was set up. Amounts are in hundredths of the account's currency.
 *
 * @param goal what it is for: leads, sales, email or sms
 * @param dailyBudget on Klaviyo, where nothing is spent, hundredths of opens a day
 * @param costPerMille for a thousand impressions
 * @param clicksPer100k clicks for 100,000 impressions
 * @param costPerConversion null when it never converts
 * @param conversionValue null when it reports no revenue
 */
record SandboxCampaign(
        SandboxAccount account,
        String id,
        String name,
        String goal,
        LocalDate launched,
        long dailyBudget,
        long costPerMille,
        long clicksPer100k,
        @Nullable Long costPerConversion,
        @Nullable Long conversionValue,
        Habit habit) {

    /**
     * How its figures move besides week, season and chance.
     *
     * @param phase the day of its four-week cycle on the day the sandbox was founded
     */
    record Habit(Kind kind, int phase) {

        enum Kind {
            STEADY,
            /** Clicks halve each week until new creative comes. */
            TIRING,
            /** Conversions fall to 40 % each week until the next round. */
            WANING,
            /** Its platform stopped reporting it. */
            SILENT
        }

        static Habit of(String text) {
            int colon = text.indexOf(':');
            String kind = colon < 0 ? text : text.substring(0, colon);
            return new Habit(
                    Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                    colon < 0 ? 0 : Integer.parseInt(text.substring(colon + 1)));
        }
    }

    SandboxCampaign copy(int number) {
        return new SandboxCampaign(
                account,
                id + String.format(Locale.ROOT, "%04d", number),
                name + " " + (number + 1),
                goal,
                launched,
                dailyBudget,
                costPerMille,
                clicksPer100k,
                costPerConversion,
                conversionValue,
                habit);
    }

    String platform() {
        return account.platform();
    }
}
