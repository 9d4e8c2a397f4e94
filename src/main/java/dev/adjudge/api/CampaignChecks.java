package dev.adjudge.api;

import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.CampaignKey;
import dev.adjudge.fact.PerformanceDay;
import dev.adjudge.ingest.IngestSettings;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the metadata that a person gives of a campaign, and names everything wrong in it at once. */
@ApplicationScoped
class CampaignChecks {

    private static final BigDecimal MOST = BigDecimal.TEN.pow(13);
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_NAME = 500;

    private final IngestSettings settings;

    CampaignChecks(IngestSettings settings) {
        this.settings = settings;
    }

    /**
     * The body of a PUT. Only the name is required; platform, campaignId and lastSyncedAt are taken from elsewhere and may
     * stand there, so that what was read can be sent back.
     */
    public record Given(
            @Nullable String platform,
            @Nullable String campaignId,
            @Nullable String accountId,
            @Nullable String name,
            @Nullable String status,
            @Nullable BigDecimal dailyBudget,
            @Nullable BigDecimal lifetimeBudget,
            @Nullable String currency,
            @Nullable String startDate,
            @Nullable String createdTime,
            @Nullable String timeZone,
            @Nullable String lastSyncedAt) {}

    Campaign campaign(CampaignKey key, @Nullable Given given, @Nullable Campaign before) {
        if (given == null) {
            throw Problem.unreadable(
                    "The body is empty; send the campaign's metadata as JSON, at least {\"name\":\"…\"}");
        }
        List<FieldError> errors = new ArrayList<>();
        Campaign campaign = campaign(key, given, before, errors);
        if (!errors.isEmpty()) {
            throw Problem.wrong("The campaign's metadata is wrong", errors.toArray(FieldError[]::new));
        }
        return campaign;
    }

    /** As {@link #campaign(CampaignKey, Given, Campaign)}, but tells what is wrong to {@code errors}. */
    Campaign campaign(CampaignKey key, Given given, @Nullable Campaign before, List<FieldError> errors) {
        if (!settings.platforms().contains(key.platform())) {
            errors.add(new FieldError(
                    "/platform", "'" + key.platform() + "' is not one of " + String.join(", ", settings.platforms())));
        }
        same("/platform", given.platform(), key.platform(), errors);
        same("/campaignId", given.campaignId(), key.campaignId(), errors);
        text("/campaignId", key.campaignId(), LONGEST_ID, errors);
        String name = given.name() == null ? "" : given.name().strip();
        text("/name", name, LONGEST_NAME, errors);
        String account = given.accountId() == null
                ? before == null ? PerformanceDay.NO_ACCOUNT : before.accountId()
                : given.accountId().strip();
        text("/accountId", account, LONGEST_ID, errors);
        Campaign.Status status = status(given.status(), errors);
        budget("/dailyBudget", given.dailyBudget(), errors);
        budget("/lifetimeBudget", given.lifetimeBudget(), errors);
        String currency = currency(given.currency(), before, errors);
        LocalDate start = date(given.startDate(), errors);
        Instant created = time(given.createdTime(), errors);
        String zone = zone(given.timeZone(), errors);
        return new Campaign(
                key.platform(),
                account,
                key.campaignId(),
                name,
                status,
                given.dailyBudget(),
                given.lifetimeBudget(),
                currency,
                start,
                created,
                zone,
                before == null ? null : before.lastSyncedAt());
    }

    private static void same(String pointer, @Nullable String given, String path, List<FieldError> errors) {
        if (given != null && !given.equals(path)) {
            errors.add(new FieldError(pointer, "is '" + given + "', but the address names '" + path + "'"));
        }
    }

    private static void text(String pointer, String text, int longest, List<FieldError> errors) {
        if (text.isBlank()) {
            errors.add(new FieldError(pointer, "is missing or empty"));
        } else if (text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
            errors.add(new FieldError(
                    pointer,
                    "has " + text.length() + " characters; at most " + longest
                            + " are allowed, and no control characters"));
        }
    }

    private static Campaign.Status status(@Nullable String word, List<FieldError> errors) {
        for (Campaign.Status status : Campaign.Status.values()) {
            if (status.word().equals(Objects.requireNonNullElse(word, "active"))) {
                return status;
            }
        }
        errors.add(new FieldError("/status", "is '" + word + "'; it must be one of active, paused, ended"));
        return Campaign.Status.ACTIVE;
    }

    static void budget(String pointer, @Nullable BigDecimal amount, List<FieldError> errors) {
        if (amount == null) {
            return;
        }
        boolean possible =
                amount.signum() >= 0 && amount.precision() - (long) amount.scale() <= 14 && amount.compareTo(MOST) < 0;
        if (!possible) {
            errors.add(new FieldError(pointer, "must be 0 or more, and less than 10^13"));
        } else if (amount.stripTrailingZeros().scale() > 4) {
            errors.add(new FieldError(pointer, "is " + amount + "; at most 4 decimals are kept"));
        }
    }

    private String currency(@Nullable String code, @Nullable Campaign before, List<FieldError> errors) {
        if (code == null) {
            return before == null ? settings.defaultCurrency() : before.currency();
        }
        try {
            return Currency.getInstance(code.toUpperCase(Locale.ROOT)).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError("/currency", "is '" + code + "'; send a code of ISO 4217, such as EUR"));
            return settings.defaultCurrency();
        }
    }

    private static @Nullable LocalDate date(@Nullable String text, List<FieldError> errors) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            errors.add(new FieldError("/startDate", "is '" + text + "'; send a date such as 2026-11-21"));
            return null;
        }
    }

    private static @Nullable Instant time(@Nullable String text, List<FieldError> errors) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            errors.add(new FieldError("/createdTime", "is '" + text + "'; send a time such as 2026-11-21T08:00:00Z"));
            return null;
        }
    }

    private static String zone(@Nullable String name, List<FieldError> errors) {
        try {
            return name == null ? "UTC" : ZoneId.of(name).getId();
        } catch (DateTimeException e) {
            errors.add(new FieldError("/timeZone", "is '" + name + "'; send a zone such as UTC or Europe/Berlin"));
            return "UTC";
        }
    }
}
