package dev.adjudge.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.fact.Facts;
import dev.adjudge.fact.ItemFacts;
import dev.adjudge.fact.PastAction;
import dev.adjudge.fact.Window;
import dev.adjudge.fact.Windows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Campaign facts as a decision stores them, and back. Sums are exact, so that reading back and deriving again gives the
 * ratios that rules saw; the ratios written beside them are rounded for people: 4 decimals, shares 6.
 */
public final class FactsJson {

    private static final ObjectMapper TREES = new ObjectMapper();
    private static final int RATIO_DECIMALS = 4;
    private static final int SHARE_DECIMALS = 6;
    private static final int MONEY_DECIMALS = 2;

    /** The numbers of a window. */
    static final List<String> FIGURES = List.of(
            "days",
            "spend",
            "impressions",
            "clicks",
            "conversions",
            "revenue",
            "cpl",
            "roas",
            "ctr",
            "cpc",
            "cpm",
            "cvr");

    private FactsJson() {}

    public static void write(JsonGenerator json, Facts facts) throws IOException {
        if (facts instanceof CampaignFacts campaign) {
            write(json, campaign);
        } else if (facts instanceof ItemFacts item) {
            ItemFactsJson.write(json, item);
        }
    }

    private static void write(JsonGenerator json, CampaignFacts facts) throws IOException {
        json.writeStartObject();
        json.writeStringField("asOf", facts.asOf().toString());
        json.writeFieldName("campaign");
        writeCampaign(json, facts.campaign());
        number(json, "daysSinceLaunch", facts.daysSinceLaunch());
        number(json, "impressions14d", facts.impressions14d());
        number(json, "dataAgeHours", facts.dataAgeHours());
        number(json, "complaints24h", facts.complaints24h());
        writeWindows(json, facts.windows());
        json.writeArrayFieldStart("recentActions");
        for (PastAction action : facts.recentActions()) {
            writePast(json, action);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** As {@link #write}, as a tree. */
    public static JsonNode tree(CampaignFacts facts) {
        return tree(json -> write(json, facts));
    }

    /** An object of the windows, as {@link #writeWindows} writes them. */
    public static JsonNode windowsTree(Windows windows) {
        return tree(json -> {
            json.writeStartObject();
            writeWindows(json, windows);
            json.writeEndObject();
        });
    }

    private interface Written {
        void to(JsonGenerator json) throws IOException;
    }

    private static JsonNode tree(Written written) {
        try (TokenBuffer buffer = new TokenBuffer(null, false)) {
            written.to(buffer);
            return TREES.readTree(buffer.asParser());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The windows as fields of the object being written: {@code d1} … {@code d30}, {@code p7}. */
    public static void writeWindows(JsonGenerator json, Windows windows) throws IOException {
        writeWindow(json, "d1", windows.d1());
        writeWindow(json, "d3", windows.d3());
        writeWindow(json, "d7", windows.d7());
        writeWindow(json, "d14", windows.d14());
        writeWindow(json, "d30", windows.d30());
        writeWindow(json, "p7", windows.p7());
    }

    public static CampaignFacts read(JsonNode json) {
        JsonNode campaign = json.path("campaign");
        List<PastAction> recent = new ArrayList<>();
        for (JsonNode past : json.path("recentActions")) {
            recent.add(new PastAction(
                    past.path("kind").asText(),
                    text(past, "rule"),
                    Instant.parse(past.path("at").asText()),
                    decimal(past, "before"),
                    decimal(past, "after"),
                    past.path("manual").asBoolean()));
        }
        return new CampaignFacts(
                readCampaign(campaign),
                LocalDate.parse(json.path("asOf").asText()),
                new Windows(
                        window(json, "d1"),
                        window(json, "d3"),
                        window(json, "d7"),
                        window(json, "d14"),
                        window(json, "d30"),
                        window(json, "p7")),
                json.path("daysSinceLaunch").isNull()
                        ? null
                        : json.path("daysSinceLaunch").asInt(),
                count(json, "impressions14d"),
                count(json, "dataAgeHours"),
                recent,
                json.path("complaints24h").asLong());
    }

    private static void writeCampaign(JsonGenerator json, Campaign campaign) throws IOException {
        json.writeStartObject();
        json.writeStringField("platform", campaign.platform());
        json.writeStringField("accountId", campaign.accountId());
        json.writeStringField("campaignId", campaign.campaignId());
        json.writeStringField("name", campaign.name());
        json.writeStringField("status", campaign.status().word());
        number(json, "dailyBudget", money(campaign.dailyBudget()));
        number(json, "lifetimeBudget", money(campaign.lifetimeBudget()));
        json.writeStringField("currency", campaign.currency());
        words(json, "startDate", campaign.startDate());
        words(json, "createdTime", campaign.createdTime());
        json.writeStringField("timeZone", campaign.timeZone());
        words(json, "lastSyncedAt", campaign.lastSyncedAt());
        json.writeEndObject();
    }

    private static Campaign readCampaign(JsonNode json) {
        String start = text(json, "startDate");
        String created = text(json, "createdTime");
        String synced = text(json, "lastSyncedAt");
        return new Campaign(
                json.path("platform").asText(),
                json.path("accountId").asText(),
                json.path("campaignId").asText(),
                json.path("name").asText(),
                Campaign.Status.of(json.path("status").asText()),
                decimal(json, "dailyBudget"),
                decimal(json, "lifetimeBudget"),
                json.path("currency").asText(),
                start == null ? null : LocalDate.parse(start),
                created == null ? null : Instant.parse(created),
                json.path("timeZone").asText(),
                synced == null ? null : Instant.parse(synced));
    }

    private static void writeWindow(JsonGenerator json, String name, Window window) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("from", window.from().toString());
        json.writeStringField("to", window.to().toString());
        json.writeNumberField("days", window.days());
        number(json, "spend", money(window.spend()));
        number(json, "impressions", window.impressions());
        number(json, "clicks", window.clicks());
        number(json, "conversions", stripped(window.conversions()));
        number(json, "revenue", money(window.revenue()));
        number(json, "cpl", rounded(window.cpl(), RATIO_DECIMALS));
        number(json, "roas", rounded(window.roas(), RATIO_DECIMALS));
        number(json, "ctr", rounded(window.ctr(), SHARE_DECIMALS));
        number(json, "cpc", rounded(window.cpc(), RATIO_DECIMALS));
        number(json, "cpm", rounded(window.cpm(), RATIO_DECIMALS));
        number(json, "cvr", rounded(window.cvr(), SHARE_DECIMALS));
        json.writeEndObject();
    }

    private static Window window(JsonNode facts, String name) {
        JsonNode json = facts.path(name);
        return new Window(
                LocalDate.parse(json.path("from").asText()),
                LocalDate.parse(json.path("to").asText()),
                json.path("days").asInt(),
                decimal(json, "spend"),
                count(json, "impressions"),
                count(json, "clicks"),
                decimal(json, "conversions"),
                decimal(json, "revenue"));
    }

    private static void writePast(JsonGenerator json, PastAction action) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", action.kind());
        words(json, "rule", action.rule());
        json.writeStringField("at", action.at().toString());
        number(json, "before", money(action.before()));
        number(json, "after", money(action.after()));
        json.writeBooleanField("manual", action.manual());
        json.writeEndObject();
    }

    static void number(JsonGenerator json, String name, @Nullable Number value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else if (value instanceof BigDecimal decimal) {
            json.writeNumberField(name, decimal);
        } else {
            json.writeNumberField(name, value.longValue());
        }
    }

    static void words(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, value.toString());
        }
    }

    /** An amount with the decimals it needs, and two at least. */
    static @Nullable BigDecimal money(@Nullable BigDecimal amount) {
        BigDecimal plain = stripped(amount);
        return plain == null || plain.scale() >= MONEY_DECIMALS ? plain : plain.setScale(MONEY_DECIMALS);
    }

    private static @Nullable BigDecimal stripped(@Nullable BigDecimal value) {
        if (value == null) {
            return null;
        }
        BigDecimal plain = value.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    private static @Nullable BigDecimal rounded(@Nullable BigDecimal ratio, int decimals) {
        return ratio == null ? null : ratio.setScale(decimals, RoundingMode.HALF_UP);
    }

    private static @Nullable String text(JsonNode json, String field) {
        return json.path(field).isTextual() ? json.path(field).asText() : null;
    }

    private static @Nullable BigDecimal decimal(JsonNode json, String field) {
        return json.path(field).isNumber() ? json.path(field).decimalValue() : null;
    }

    private static @Nullable Long count(JsonNode json, String field) {
        return json.path(field).isNumber() ? (Long) json.path(field).longValue() : null;
    }
}
