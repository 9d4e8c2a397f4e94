package dev.adjudge.connector.klaviyo;

import dev.adjudge.connector.Answers;
import dev.adjudge.connector.PlatformFailure;
import dev.adjudge.connector.klaviyo.Klaviyo.Account;
import dev.adjudge.connector.klaviyo.Klaviyo.Links;
import dev.adjudge.connector.klaviyo.Klaviyo.Report;
import dev.adjudge.connector.klaviyo.Klaviyo.ReportAttributes;
import dev.adjudge.connector.klaviyo.Klaviyo.ReportData;
import dev.adjudge.connector.klaviyo.Klaviyo.ReportRequest;
import dev.adjudge.connector.klaviyo.Klaviyo.Resource;
import dev.adjudge.connector.klaviyo.Klaviyo.Timeframe;
import dev.adjudge.ingest.FactSink;
import dev.adjudge.ingest.FactSource;
import dev.adjudge.ingest.FactSourceUnavailable;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Campaigns and their days as Klaviyo reports them. A report has no days in it, so that each day is asked for by itself. */
@Singleton
class KlaviyoSource implements FactSource {

    static final List<String> STATISTICS =
            List.of("opens", "delivered", "clicks_unique", "conversions", "conversion_value");
    private static final Pattern CURSOR = Pattern.compile("[?&]page(?:\\[cursor]|_cursor)=([^&]+)");

    private final Klaviyo klaviyo;
    private final KlaviyoSettings settings;
    private final KlaviyoFacts facts;

    KlaviyoSource(@RestClient Klaviyo klaviyo, KlaviyoSettings settings, KlaviyoFacts facts) {
        this.klaviyo = klaviyo;
        this.settings = settings;
        this.facts = facts;
    }

    @Override
    public String platform() {
        return KlaviyoFacts.PLATFORM;
    }

    @Override
    public void pull(LocalDate from, LocalDate to, FactSink sink) throws FactSourceUnavailable {
        Answers.forPullOfDays(platform(), () -> {
            Resource<Account> account = account();
            Map<String, String> names = new HashMap<>();
            campaigns(campaign -> {
                names.put(campaign.id(), campaign.attributes().name());
                sink.campaign(facts.campaign(account, campaign));
            });
            String metric = conversionMetric();
            from.datesUntil(to.plusDays(1)).forEach(date -> values(date, metric).stream()
                    .filter(sums -> names.containsKey(sums.campaignId()))
                    .forEach(sums ->
                            sink.day(facts.day(account, names.getOrDefault(sums.campaignId(), ""), date, sums))));
        });
    }

    @Override
    public void pullCampaigns(FactSink sink) throws FactSourceUnavailable {
        Answers.forPull(platform(), () -> {
            Resource<Account> account = account();
            campaigns(campaign -> sink.campaign(facts.campaign(account, campaign)));
        });
    }

    private Resource<Account> account() {
        return Answers.patiently(klaviyo::accounts).data().get(0);
    }

    private void campaigns(Consumer<Resource<Klaviyo.Campaign>> each) {
        settings.channels().forEach(channel -> campaigns(channel, each));
    }

    private void campaigns(String channel, Consumer<Resource<Klaviyo.Campaign>> each) {
        String cursor = null;
        do {
            String at = cursor;
            Klaviyo.Document<Klaviyo.Campaign> page =
                    Answers.patiently(() -> klaviyo.campaigns("equals(messages.channel,'" + channel + "')", at));
            page.data().forEach(each);
            cursor = next(page.links());
        } while (cursor != null);
    }

    private String conversionMetric() {
        String cursor = null;
        do {
            String at = cursor;
            Klaviyo.Document<Klaviyo.Metric> page = Answers.patiently(() -> klaviyo.metrics(at));
            for (Resource<Klaviyo.Metric> metric : page.data()) {
                if (settings.conversionMetric().equals(metric.attributes().name())) {
                    return metric.id();
                }
            }
            cursor = next(page.links());
        } while (cursor != null);
        throw new PlatformFailure.Refused("there is no metric named '" + settings.conversionMetric()
                + "' (adjudge.connector.klaviyo.conversion-metric)");
    }

    /** The figures of each campaign on a day; its messages and channels are summed. */
    private Collection<KlaviyoFacts.Sums> values(LocalDate date, String metric) {
        ReportRequest request = new ReportRequest(new ReportData(
                "campaign-values-report",
                new ReportAttributes(
                        STATISTICS, new Timeframe(date + "T00:00:00+00:00", date + "T23:59:59+00:00"), metric)));
        Map<String, KlaviyoFacts.Sums> sums = new HashMap<>();
        String cursor = null;
        do {
            String at = cursor;
            Report page = Answers.patiently(() -> klaviyo.values(at, request));
            page.data().attributes().results().stream()
                    .map(KlaviyoFacts.Sums::of)
                    .forEach(one -> sums.merge(one.campaignId(), one, KlaviyoFacts.Sums::plus));
            cursor = next(page.links());
        } while (cursor != null);
        return sums.values();
    }

    private static @Nullable String next(@Nullable Links links) {
        if (links == null || links.next() == null) {
            return null;
        }
        String query = URI.create(links.next()).getRawQuery();
        String plain = URLDecoder.decode("?" + query, StandardCharsets.UTF_8);
        return CURSOR.matcher(plain)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse(null);
    }
}
