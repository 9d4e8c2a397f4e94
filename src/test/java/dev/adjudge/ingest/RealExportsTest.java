package dev.adjudge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.adjudge.platform.Problem;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Files as platforms and their users really export them. */
@QuarkusTest
class RealExportsTest {

    @Inject
    Intake intake;

    @Inject
    DataSource database;

    @Test
    void ads_manager_with_decimal_commas_is_summed_to_its_24_campaigns_to_the_cent() throws Exception {
        BatchReport report = load("meta_ui_daily_decimal_comma.csv", Hints.NONE);

        assertEveryLineIsAccountedFor(report, 2032);
        assertThat(report.received()).isEqualTo(2031);
        assertThat(report.rejections()).isEmpty();
        assertThat(report.notes())
                .anyMatch(note -> note.contains("platform taken for meta"))
                .anyMatch(note -> note.contains("2031 lines → "));
        assertThat(number(
                        "SELECT count(DISTINCT campaign_id) FROM campaign_performance WHERE batch_id = ?::uuid",
                        report))
                .isEqualByComparingTo("24");
        assertThat(number("SELECT sum(spend) FROM campaign_performance WHERE batch_id = ?::uuid", report))
                .isEqualByComparingTo(spendOf("meta_ui_daily_decimal_comma.csv"));
        assertThat(number("SELECT sum(impressions) FROM campaign_performance WHERE batch_id = ?::uuid", report))
                .isPositive();
    }

    @Test
    void a_dirty_daily_export_keeps_what_is_good_and_quarantines_the_blanks() throws Exception {
        BatchReport report = load("gads_daily_dirty.csv", Hints.NONE);

        assertEveryLineIsAccountedFor(report, 2076);
        assertThat(report.accepted()).isGreaterThan(1500);
        assertThat(report.rejections()).isNotEmpty().allSatisfy(r -> assertThat(r.reason())
                .contains("is required"));
        assertThat(number("SELECT count(*) FROM quarantine WHERE batch_id = ?::uuid", report))
                .isEqualByComparingTo(BigDecimal.valueOf(report.rejected()));
        assertThat(number(
                        "SELECT count(*) FROM campaign_performance WHERE batch_id = ?::uuid AND date NOT BETWEEN '2024-11-01' AND '2024-11-30'",
                        report))
                .isZero();
        assertThat(number("SELECT max(revenue) FROM campaign_performance WHERE batch_id = ?::uuid", report))
                .isGreaterThan(new BigDecimal("1000"));
    }

    @Test
    void day_first_dates_and_float_noise_load() throws Exception {
        BatchReport report = load("KAG_conversion_data.with_date.csv", Hints.NONE);

        assertEveryLineIsAccountedFor(report, 1144);
        assertThat(report.rejected()).isZero();
        assertThat(report.notes()).anyMatch(note -> note.contains("more than 4 decimals"));
        assertThat(report.unknownColumns()).contains("xyz_campaign_id");
        assertThat(number(
                        "SELECT count(*) FROM campaign_performance WHERE batch_id = ?::uuid AND date >= '2023-09-01'",
                        report))
                .isZero();
    }

    @Test
    void millionths_and_ids_of_a_connector_are_understood() throws Exception {
        BatchReport report = load("fivetran_google_campaign_stats.csv", Hints.NONE);

        assertEveryLineIsAccountedFor(report, 17);
        assertThat(report.accepted()).isEqualTo(16);
        assertThat(number(
                        "SELECT spend FROM campaign_performance WHERE batch_id = ?::uuid AND campaign_id = '9935249409' AND date = '2021-02-01'",
                        report))
                .isEqualByComparingTo("36.15");
        assertThat(number(
                        "SELECT count(*) FROM campaigns WHERE campaign_id = '9935249409' AND account_id = '2121450128' AND ?::uuid IS NOT NULL",
                        report))
                .isEqualByComparingTo("1");
    }

    @Test
    void a_file_of_one_period_is_refused_with_what_to_export_instead() {
        assertThat(refusal("gads_ui_video_inr.csv"))
                .contains("No column for date", "July 8, 2025 - July 31, 2025", "segment by Day", "clicks");
    }

    @Test
    void a_weekly_file_is_refused_with_what_to_export_instead() {
        assertThat(refusal("hike_google_ads.csv")).contains("No column for date", "of a week each", "one row a day");
    }

    @Test
    void ads_without_their_campaign_are_refused_with_what_to_export_instead() {
        assertThat(refusal("fivetran_facebook_basic_ad.csv")).contains("No column for campaignId", "campaign level");
    }

    private String refusal(String file) {
        path(file);
        Problem problem = catchThrowableOfType(Problem.class, () -> load(file, Hints.NONE));
        assertThat(problem).isNotNull();
        assertThat(problem.status()).isEqualTo(422);
        return String.valueOf(problem.getMessage());
    }

    private static void assertEveryLineIsAccountedFor(BatchReport report, long lines) {
        assertThat(report.lines()).isEqualTo(lines);
        assertThat(report.accepted() + report.rejected() + report.skipped()).isEqualTo(lines);
        assertThat(report.received()).isEqualTo(report.accepted() + report.rejected());
    }

    private BatchReport load(String file, Hints hints) throws IOException {
        try (InputStream in = Files.newInputStream(path(file))) {
            return intake.accept(new Upload(file, "text/csv", hints, in));
        }
    }

    private static Path path(String file) {
        Path path = Path.of(System.getProperty("adjudge.shared.data", "../shared/data"), "ads", file);
        assumeThat(path)
                .as("the real export " + file + " (see -Dadjudge.shared.data)")
                .exists();
        return path;
    }

    private static BigDecimal spendOf(String file) throws IOException {
        BigDecimal sum = BigDecimal.ZERO;
        try (var records = CsvReader.builder().ofNamedCsvRecord(path(file))) {
            for (NamedCsvRecord record : records) {
                sum = sum.add(new BigDecimal(record.getField("Amount Spent").replace(',', '.')));
            }
        }
        return sum;
    }

    private BigDecimal number(String sql, BatchReport report) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, report.batchId().toString());
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getBigDecimal(1);
            }
        }
    }
}
