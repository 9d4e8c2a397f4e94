package dev.adjudge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjudge.fact.CampaignKey;
import dev.adjudge.fact.PerformanceDay;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Problem;
import dev.adjudge.warehouse.Campaigns;
import dev.adjudge.warehouse.KnownDay;
import dev.adjudge.warehouse.PerformanceReader;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each way of writing an export, on a few lines of it. */
@QuarkusTest
class DialectsTest {

    @Inject
    Intake intake;

    @Inject
    PerformanceReader reader;

    @Inject
    Campaigns campaigns;

    private final String id = UUID.randomUUID().toString();

    @Test
    void google_ads_with_title_range_and_totals() throws IOException {
        BatchReport report = csv("""
                Campaign report
                "November 1, 2026 - November 2, 2026"
                Campaign,Campaign ID,Day,Currency code,Cost,Impr.,Clicks,CTR,Conversions,Conv. value
                "Brand, search",%1$s,2026-11-01,INR,"1,661.67","25,881","20,127",77.77%%,15.00, --
                "Brand, search",%1$s,2026-11-02,INR,0.50,100,1,1.00%%,0.00,0.00
                Total: Campaigns, --, --,INR,"1,662.17","25,981","20,128",77.47%%,15.00,0.00
                Total: Account,,,INR,"1,662.17","25,981","20,128",77.47%%,15.00,0.00
                """);

        assertThat(report.accepted()).isEqualTo(2);
        assertThat(report.rejected()).isZero();
        assertThat(report.skipped()).isEqualTo(5);
        assertThat(report.notes()).anyMatch(n -> n.contains("google_ads"));
        PerformanceDay day = day("2026-11-01");
        assertThat(day.campaignName()).isEqualTo("Brand, search");
        assertThat(day.currency()).isEqualTo("INR");
        assertThat(day.spend()).isEqualByComparingTo("1661.67");
        assertThat(day.impressions()).isEqualTo(25_881);
        assertThat(day.revenue()).isNull();
    }

    @Test
    void amounts_of_ads_are_rounded_once_they_are_summed() throws IOException {
        StringBuilder rows = new StringBuilder("date,platform,campaign_id,ad_id,spend,impressions,clicks,revenue\n");
        for (int ad = 0; ad < 300; ad++) {
            rows.append("2026-11-01,meta,").append(id).append(',').append(ad).append(",0.00004,10,1,0.00006\n");
        }

        BatchReport report = csv(rows.toString());

        assertThat(day("2026-11-01").spend()).isEqualByComparingTo("0.0120");
        assertThat(day("2026-11-01").revenue()).isEqualByComparingTo("0.0180");
        assertThat(report.notes()).anyMatch(note -> note.contains("600 amounts") && note.contains("sums"));
        assertThat(csv(rows.toString()).unchanged()).isEqualTo(300);
    }

    @Test
    void a_currency_against_the_heading_is_quarantined() throws IOException {
        BatchReport report = csv("""
                Day,Campaign name,Campaign ID,Currency,Amount spent (EUR),Impressions,Link clicks
                2026-11-01,Spring,%1$s,USD,10.25,100,1
                2026-11-02,Spring,%1$s,EUR,10.25,100,1
                2026-11-03,Spring,%1$s,,10.25,100,1
                """);

        assertThat(report.accepted()).isEqualTo(2);
        assertThat(report.rejections()).singleElement().satisfies(r -> {
            assertThat(r.field()).isEqualTo("currency");
            assertThat(r.value()).isEqualTo("USD");
            assertThat(r.reason())
                    .contains("\"Amount spent (EUR)\", which says EUR")
                    .contains("retry with the currency");
        });
        assertThat(day("2026-11-03").currency()).isEqualTo("EUR");
    }

    @Test
    void ads_manager_with_its_currency_in_the_heading_and_days_as_spans() throws IOException {
        BatchReport report = csv("""
                Reporting starts,Reporting ends,Campaign name,Campaign ID,Ad set name,Amount spent (EUR),Impressions,Link clicks,Clicks (all),Results,Purchases conversion value
                ,,,,,30.00,300,3,9,,
                2026-11-01,2026-11-01,Spring,%1$s,one,10.25,100,1,3,,
                2026-11-01,2026-11-01,Spring,%1$s,two,19.75,200,2,6,4,80.5
                2026-11-02,2026-11-03,Spring,%1$s,two,1.00,10,1,1,,
                """);

        assertThat(report.accepted()).isEqualTo(2);
        assertThat(report.skipped()).isEqualTo(2);
        assertThat(report.rejections()).singleElement().satisfies(r -> {
            assertThat(r.value()).isEqualTo("2026-11-02 to 2026-11-03");
            assertThat(r.reason()).contains("more than one day");
        });
        assertThat(report.notes()).anyMatch(n -> n.contains("\"Clicks (all)\" was not used"));
        PerformanceDay day = day("2026-11-01");
        assertThat(day.platform()).isEqualTo("meta");
        assertThat(day.currency()).isEqualTo("EUR");
        assertThat(day.spend()).isEqualByComparingTo("30");
        assertThat(day.clicks()).isEqualTo(3);
        assertThat(day.conversions()).isEqualByComparingTo("4");
        assertThat(day.revenue()).isEqualByComparingTo("80.5");
    }

    @Test
    void spans_only_are_refused_with_what_to_export() {
        assertThatThrownBy(() -> csv("""
                Reporting starts,Reporting ends,Campaign name,Amount spent (EUR),Impressions,Link clicks
                2026-11-01,2026-11-07,Spring,10.25,100,1
                """)).isInstanceOf(Problem.class).hasMessageContaining("breakdown by time: day");
    }

    @Test
    void semicolons_with_decimal_commas_and_german_dates() throws IOException {
        BatchReport report = csv("""
                Tag;Kampagne;Campaign ID;platform;Kosten;Cost;Impressionen;Klicks
                16.11.2025;Frühling;%1$s;Facebook;x;1.234,56 €;25.881;12
                06.11.2025;Frühling;%1$s;Facebook;x;0,8 €;1.000;0
                """);

        assertThat(report.rejections()).isEmpty();
        assertThat(report.unknownColumns()).containsExactly("Kosten");
        assertThat(day("2025-11-16").spend()).isEqualByComparingTo("1234.56");
        assertThat(day("2025-11-16").currency()).isEqualTo("EUR");
        assertThat(day("2025-11-06").impressions()).isEqualTo(1000);
    }

    @Test
    void a_value_that_can_be_two_is_quarantined_where_the_file_writes_both_ways() throws IOException {
        BatchReport report = csv("""
                Day,Campaign ID,Cost,Impr.,Clicks
                2026-11-01,%1$s,12.50,100,1
                2026-11-02,%1$s,"12,5",100,1
                2026-11-03,%1$s,"1,892",100,1
                """);

        assertThat(report.rejections()).singleElement().satisfies(r -> {
            assertThat(r.line()).isEqualTo(4);
            assertThat(r.reason()).contains("two ways", "both ways");
        });
        assertThat(day("2026-11-02").spend()).isEqualByComparingTo("12.5");
    }

    @Test
    void a_value_against_the_style_of_its_file_is_quarantined() throws IOException {
        StringBuilder rows = new StringBuilder("Day,Campaign ID,Cost,Impr.,Clicks\n");
        for (int i = 1; i <= 1100; i++) {
            rows.append("2026-11-01,%1$s-").append(i).append(",12.50,100,1\n");
        }
        rows.append("2026-11-02,%1$s,\"12,5\",100,1\n2026-11-03,%1$s,\"1,892\",100,1\n");

        BatchReport report = csv(rows.toString());

        assertThat(report.rejections()).singleElement().satisfies(r -> {
            assertThat(r.line()).isEqualTo(1102);
            assertThat(r.reason()).contains("contradicts", "1,234.56");
        });
        assertThat(day("2026-11-03").spend()).isEqualByComparingTo("1892");
    }

    @Test
    void dates_that_can_be_two_days_wait_for_the_senders_word() throws IOException {
        String rows = "Day,Campaign ID,Cost,Impr.,Clicks\n06/11/2025,%1$s,12.50,100,1\n";

        BatchReport unsaid = csv(rows);
        BatchReport said = csv(rows, new Hints(null, null, "mdy", null));

        assertThat(unsaid.rejections()).singleElement().satisfies(r -> assertThat(r.reason())
                .contains("dateOrder=dmy"));
        assertThat(said.accepted()).isEqualTo(1);
        assertThat(day("2025-06-11").clicks()).isEqualTo(1);
    }

    @Test
    void our_own_names_in_camel_case_with_derived_figures() throws IOException {
        BatchReport report = csv("""
                date,platform,accountId,campaignId,campaignName,currency,spend,impressions,clicks,conversions,revenue,cpl,roas
                2026-11-01,Google Ads,acc,%1$s,Own,usd,12.345,100,1,0,0,,
                """);

        assertThat(report.rejections()).isEmpty();
        assertThat(report.unknownColumns()).isEmpty();
        assertThat(day("2026-11-01").platform()).isEqualTo("google_ads");
        assertThat(day("2026-11-01").spend()).isEqualByComparingTo("12.345");
        assertThat(day("2026-11-01").accountId()).isEqualTo("acc");
    }

    @Test
    void a_name_stands_in_for_an_id_that_no_column_has() throws IOException {
        BatchReport report = csv("Day,Campaign,Cost,Impr.,Clicks\n2026-11-01,%1$s,12.50,100,1\n");

        assertThat(report.notes()).anyMatch(n -> n.contains("campaign id taken from the name"));
        assertThat(day("2026-11-01").campaignId()).isEqualTo(id);
    }

    @Test
    void an_id_column_with_an_empty_cell_is_not_filled_from_the_name() throws IOException {
        BatchReport report = csv("Day,Campaign ID,Campaign,Cost,Impr.,Clicks\n2026-11-01,,Somewhere,12.50,100,1\n");

        assertThat(report.rejections()).singleElement().satisfies(r -> assertThat(r.field())
                .isEqualTo("campaignId"));
    }

    @Test
    void a_cell_too_many_is_quarantined_with_the_hint_to_quote() throws IOException {
        BatchReport report = csv("Day,Campaign ID,Cost,Impr.,Clicks\n2026-11-01,%1$s,12,50,100,1\n");

        assertThat(report.rejections()).singleElement().satisfies(r -> assertThat(r.reason())
                .contains("6 cells", "in quotes"));
    }

    @Test
    void an_old_file_does_not_rename_a_campaign() throws IOException {
        csv("Day,Campaign ID,Campaign,Cost,Impr.,Clicks\n2026-11-05,%1$s,New name,12.50,100,1\n");
        csv("Day,Campaign ID,Campaign,Cost,Impr.,Clicks\n2026-11-01,%1$s,Old name,12.50,100,1\n");

        assertThat(campaigns.find(new CampaignKey("google_ads", id)))
                .hasValueSatisfying(
                        stored -> assertThat(stored.campaign().name()).isEqualTo("New name"));
        assertThat(day("2026-11-01").campaignName()).isEqualTo("Old name");
    }

    private PerformanceDay day(String date) {
        List<KnownDay> days = reader.days(question(), null, Limit.of(100));
        return days.stream()
                .map(KnownDay::day)
                .filter(d -> d.date().toString().equals(date))
                .findFirst()
                .orElseThrow();
    }

    private PerformanceReader.Question question() {
        return new PerformanceReader.Question(
                null, id, LocalDate.of(2020, 1, 1), LocalDate.of(2026, 12, 31), Instant.parse("2100-01-01T00:00:00Z"));
    }

    private BatchReport csv(String rows) throws IOException {
        return csv(rows, Hints.NONE);
    }

    private BatchReport csv(String rows, Hints hints) throws IOException {
        byte[] bytes = rows.formatted(id).getBytes(StandardCharsets.UTF_8);
        return intake.accept(new Upload(null, "text/csv", hints, new ByteArrayInputStream(bytes)));
    }
}
