package dev.adjudge.connector.sandbox;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The accounts and campaigns that the simulated platforms hold, as read from the files in {@code sandbox/}. */
final class SandboxWorld {

    private final List<SandboxAccount> accounts;
    private final Map<String, SandboxCampaign> campaigns = new LinkedHashMap<>();

    /** @param copies how often each campaign is there; those after the first have four more digits in their ids */
    SandboxWorld(LocalDate founded, int copies) {
        accounts = rows("accounts.csv").stream()
                .map(row -> new SandboxAccount(
                        row.getField("platform"),
                        row.getField("id"),
                        row.getField("name"),
                        row.getField("currency"),
                        row.getField("time_zone")))
                .toList();
        rows("campaigns.csv").forEach(row -> {
            SandboxCampaign campaign = campaign(row, founded);
            for (int copy = 0; copy < copies; copy++) {
                SandboxCampaign one = copy == 0 ? campaign : campaign.copy(copy);
                campaigns.put(one.platform() + ":" + one.id(), one);
            }
        });
    }

    List<SandboxAccount> accounts(String platform) {
        return accounts.stream().filter(a -> a.platform().equals(platform)).toList();
    }

    Optional<SandboxAccount> account(String platform, String id) {
        return accounts(platform).stream().filter(a -> a.id().equals(id)).findFirst();
    }

    List<SandboxCampaign> campaigns(SandboxAccount account) {
        return campaigns.values().stream()
                .filter(c -> c.account().equals(account))
                .toList();
    }

    Optional<SandboxCampaign> campaign(String platform, String id) {
        return Optional.ofNullable(campaigns.get(platform + ":" + id));
    }

    private SandboxCampaign campaign(NamedCsvRecord row, LocalDate founded) {
        SandboxAccount account = account(row.getField("platform"), row.getField("account"))
                .orElseThrow(() -> new IllegalStateException(
                        "sandbox/campaigns.csv names an account that accounts.csv lacks: " + row));
        return new SandboxCampaign(
                account,
                row.getField("id"),
                row.getField("name"),
                row.getField("goal"),
                founded.minusDays(Long.parseLong(row.getField("launched"))),
                hundredths(row, "daily_budget"),
                hundredths(row, "cpm"),
                hundredths(row, "ctr") * 10,
                optional(row, "cost_per_conversion"),
                optional(row, "conversion_value"),
                SandboxCampaign.Habit.of(row.getField("habit")));
    }

    private static @Nullable Long optional(NamedCsvRecord row, String column) {
        return row.getField(column).isEmpty() ? null : hundredths(row, column);
    }

    private static long hundredths(NamedCsvRecord row, String column) {
        return new BigDecimal(row.getField(column)).movePointRight(2).longValueExact();
    }

    static List<NamedCsvRecord> rows(String file) {
        try (InputStream in = SandboxWorld.class.getResourceAsStream("/sandbox/" + file)) {
            if (in == null) {
                throw new IllegalStateException("The resource sandbox/" + file + " is missing");
            }
            return CsvReader.builder()
                    .commentStrategy(CommentStrategy.SKIP)
                    .ofNamedCsvRecord(in, StandardCharsets.UTF_8)
                    .stream()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
