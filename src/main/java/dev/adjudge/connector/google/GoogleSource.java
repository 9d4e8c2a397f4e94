package dev.adjudge.connector.google;

import dev.adjudge.connector.Answers;
import dev.adjudge.connector.PlatformFailure;
import dev.adjudge.connector.google.GoogleAds.Batch;
import dev.adjudge.connector.google.GoogleAds.CustomerClient;
import dev.adjudge.connector.google.GoogleAds.Metrics;
import dev.adjudge.connector.google.GoogleAds.Row;
import dev.adjudge.connector.google.GoogleAds.Search;
import dev.adjudge.connector.google.GoogleAds.Segments;
import dev.adjudge.ingest.FactSink;
import dev.adjudge.ingest.FactSource;
import dev.adjudge.ingest.FactSourceUnavailable;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Campaigns and their days as Google Ads reports them, customer by customer. */
@Singleton
class GoogleSource implements FactSource {

    static final String CAMPAIGNS = "SELECT customer.currency_code, customer.time_zone, campaign.resource_name,"
            + " campaign.id, campaign.name, campaign.status, campaign.primary_status, campaign.start_date_time,"
            + " campaign_budget.resource_name, campaign_budget.amount_micros, campaign_budget.total_amount_micros"
            + " FROM campaign";
    static final String DAYS = "SELECT customer.currency_code, campaign.resource_name, campaign.id, campaign.name,"
            + " segments.date, metrics.cost_micros, metrics.impressions, metrics.clicks, metrics.conversions,"
            + " metrics.conversions_value FROM campaign WHERE segments.date BETWEEN '%s' AND '%s'";

    static final String CLIENTS = "SELECT customer_client.id, customer_client.status FROM customer_client"
            + " WHERE customer_client.manager = FALSE AND customer_client.status = 'ENABLED'";

    /** How Google refuses what is asked of a customer that was closed, or never opened (AuthorizationError). */
    private static final String CLOSED = "CUSTOMER_NOT_ENABLED";

    private static final Logger log = Logger.getLogger(GoogleSource.class);

    private final GoogleAds ads;
    private final GoogleSettings settings;
    private final GoogleFacts facts;

    GoogleSource(@RestClient GoogleAds ads, GoogleSettings settings, GoogleFacts facts) {
        this.ads = ads;
        this.settings = settings;
        this.facts = facts;
    }

    @Override
    public String platform() {
        return GoogleFacts.PLATFORM;
    }

    @Override
    public void pull(LocalDate from, LocalDate to, FactSink sink) throws FactSourceUnavailable {
        Answers.forPullOfDays(platform(), () -> customers().forEach(customer -> pull(customer, from, to, sink)));
    }

    @Override
    public void pullCampaigns(FactSink sink) throws FactSourceUnavailable {
        Answers.forPull(platform(), () -> customers().forEach(customer -> campaigns(customer, sink)));
    }

    private void campaigns(String customer, FactSink sink) {
        rows(customer, CAMPAIGNS, row -> sink.campaign(facts.campaign(customer, row)));
    }

    private List<String> customers() {
        Optional<List<String>> named = settings.customers();
        if (named.isPresent()) {
            return named.get();
        }
        Optional<String> manager = settings.loginCustomerId();
        if (manager.isPresent()) {
            return clients(manager.get());
        }
        List<String> names = Answers.patiently(ads::customers).resourceNames();
        return names == null
                ? List.of()
                : names.stream()
                        .map(name -> name.substring("customers/".length()))
                        .filter(this::advertises)
                        .toList();
    }

    /** The customers that a manager account leads to; of one that is no manager itself. Those that were closed are left out. */
    private List<String> clients(String customer) {
        List<String> ids = new ArrayList<>();
        rows(customer, CLIENTS, row -> {
            CustomerClient client = row.customerClient();
            if (client != null) {
                ids.add(client.id());
            }
        });
        return ids;
    }

    /** A manager account has no campaigns, and its customers are reached by its name only; one that was closed is refused. */
    private boolean advertises(String customer) {
        try {
            if (clients(customer).contains(customer)) {
                return true;
            }
            log.warnf(
                    "Google Ads customer left out, customer=%s: it is a manager; its customers are pulled with"
                            + " adjudge.connector.google-ads.login-customer-id=%s",
                    customer, customer);
        } catch (PlatformFailure.Refused e) {
            if (!String.valueOf(e.getMessage()).contains(CLOSED)) {
                throw e;
            }
            log.warnf("Google Ads customer left out, customer=%s: %s", customer, e.getMessage());
        }
        return false;
    }

    private void pull(String customer, LocalDate from, LocalDate to, FactSink sink) {
        campaigns(customer, sink);
        for (LocalDate first = from; !first.isAfter(to); first = first.plusDays(settings.daysPerRequest())) {
            LocalDate last = first.plusDays(settings.daysPerRequest() - 1L);
            rows(customer, DAYS.formatted(first, last.isAfter(to) ? to : last), row -> {
                Segments segments = row.segments();
                Metrics metrics = row.metrics();
                if (segments != null && metrics != null) {
                    sink.day(facts.day(customer, row, segments, metrics));
                }
            });
        }
    }

    private void rows(String customer, String query, Consumer<Row> each) {
        for (Batch batch : Answers.patiently(() -> ads.search(customer, new Search(query)))) {
            batch.rows().forEach(each);
        }
    }
}
