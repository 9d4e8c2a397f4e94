package dev.adjudge.rules.exchange;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.adjudge.rules.Drafts;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spreadsheets and zip files over HTTP, as analysts and hostile people send them. */
@QuarkusTest
class ExchangeTest {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String RULES = "dmn/campaign-optimization.dmn";

    @Inject
    Drafts drafts;

    // ---------------------------------------------------------------------------------------------- spreadsheets

    @Test
    void a_spreadsheet_that_nobody_changed_changes_nothing() {
        long draft = draft();
        List<String> meanings = meanings(draft);
        Response exported = spreadsheet(draft);

        put(draft, exported.asByteArray(), exported.header("ETag"))
                .statusCode(200)
                .header("ETag", exported.header("ETag"))
                .body("tables", hasSize(2))
                .body("tables.changes.flatten()", hasSize(0))
                .body("tables.meaning", equalTo(meaningsOf(draft)));

        assertThat(meanings(draft)).isEqualTo(meanings).isEqualTo(meanings(drafts.live()));
    }

    @Test
    void a_changed_cell_is_the_only_difference() {
        long draft = draft();
        Response exported = spreadsheet(draft);
        byte[] edited = edited(exported.asByteArray(), (place, text) -> text.equals("> 50") ? "> 45.5" : text);

        put(draft, edited, exported.header("ETag"))
                .statusCode(200)
                .body("tables.changes.flatten().from", equalTo(List.of("> 50")))
                .body("tables.changes.flatten().to", equalTo(List.of("> 45.5")))
                .body("tables.changes.flatten().column", equalTo(List.of("CPL, 7 days")));

        given().get("/api/releases/" + draft + "/diff")
                .then()
                .statusCode(200)
                .body("files", hasSize(1))
                .body("rules", hasSize(1))
                .body("rules[0].rule", equalTo("High CPL Pause"))
                .body("rules[0].changes", hasSize(1));
    }

    @Test
    void a_number_is_taken_for_what_it_says() {
        long draft = draft();
        Response exported = spreadsheet(draft);
        byte[] edited = edited(exported.asByteArray(), (place, text) -> text.equals("1000") ? "#1250" : text);

        put(draft, edited, "*").statusCode(200).body("tables.changes.flatten().to.unique()", equalTo(List.of("1250")));
    }

    @Test
    void somebody_elses_change_is_not_overwritten() {
        long draft = draft();
        Response mine = spreadsheet(draft);
        byte[] theirs = edited(mine.asByteArray(), (place, text) -> text.equals("> 50") ? "> 44" : text);
        put(draft, theirs, mine.header("ETag")).statusCode(200);

        put(draft, mine.asByteArray(), mine.header("ETag"))
                .statusCode(412)
                .body("detail", containsString("GET it, apply the change"));
        put(draft, mine.asByteArray(), null).statusCode(412);
    }

    @Test
    void the_live_release_is_not_written_into() {
        put(drafts.live(), spreadsheet(drafts.live()).asByteArray(), "*").statusCode(409);
    }

    @Test
    void says_which_cell_is_not_as_it_must_be() {
        refused(
                (place, text) -> text.equals("CPL, 7 days") ? "CPL, 8 days" : text,
                "columns are changed in a DMN editor");
        refused((place, text) -> text.equals("> 50") ? "=1+1" : text, "formula");
        refused((place, text) -> text.equals("_proposals_high_cpl_pause") ? "_nobody" : text, "no row of this id");
        refused((place, text) -> text.equals("> 50") ? "a_x0007_b" : text, "control character");
        refused((place, text) -> text.equals("Row id") ? "" : text, "must say Row id");
    }

    private void refused(BiFunction<String, String, String> edit, String why) {
        long draft = draft();
        put(draft, edited(spreadsheet(draft).asByteArray(), edit), "*")
                .statusCode(422)
                .body("errors[0].pointer", containsString("!"))
                .body("detail", containsString(why));
        assertThat(meanings(draft)).isEqualTo(meanings(drafts.live()));
    }

    @Test
    void what_is_no_spreadsheet_is_refused() throws IOException {
        long draft = draft();
        byte[] good = spreadsheet(draft).asByteArray();
        put(draft, new byte[0], "*").statusCode(400);
        put(draft, "name;value\n".getBytes(StandardCharsets.UTF_8), "*").statusCode(400);
        put(draft, Arrays.copyOf(good, good.length / 2), "*").statusCode(400);
        put(draft, zip(Map.of("a", "b")), "*").statusCode(400);
        put(
                        draft,
                        zip(Map.of(
                                "xl/workbook.xml",
                                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>")),
                        "*")
                .statusCode(400);
        put(draft, bomb("xl/sharedStrings.xml"), "*")
                .statusCode(422)
                .body("detail", containsString("unpacks to more than"));
        binary("application/vnd.ms-excel")
                .body(good)
                .put("/api/releases/" + draft + "/spreadsheets/" + RULES)
                .then()
                .statusCode(415);
    }

    @Test
    void entities_in_a_spreadsheet_open_no_file() throws IOException {
        long draft = draft();
        Map<String, byte[]> parts = unzipped(spreadsheet(draft).asByteArray());
        String strings = new String(parts.get("xl/sharedStrings.xml"), StandardCharsets.UTF_8);
        parts.put(
                "xl/sharedStrings.xml",
                strings.replaceFirst("(<\\?xml[^>]*>)?", "$1<!DOCTYPE sst [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>")
                        .replaceFirst("media-buying", "&x;")
                        .getBytes(StandardCharsets.UTF_8));

        String answer = put(draft, zipped(parts), "*").extract().asString();

        assertThat(answer).doesNotContain("root:");
        assertThat(given().get("/api/releases/" + draft + "/files/" + RULES).asString())
                .doesNotContain("root:");
    }

    @Test
    void files_without_tables_have_no_spreadsheet() {
        given().get("/api/releases/" + drafts.live() + "/spreadsheets/dmn/tests/alert-routing.csv")
                .then()
                .statusCode(404);
        given().get("/api/releases/" + drafts.live() + "/spreadsheets/dmn/none.dmn")
                .then()
                .statusCode(404);
        given().get("/api/releases/99999999/tables").then().statusCode(404);
    }

    @Test
    void a_draft_that_is_no_xml_says_so() {
        long draft = draft();
        given().contentType("text/plain")
                .header("If-Match", "*")
                .body("<definitions>")
                .put("/api/releases/" + draft + "/files/" + RULES)
                .then()
                .statusCode(204);

        given().get("/api/releases/" + draft + "/spreadsheets/" + RULES)
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("not well-formed XML"));
    }

    // ---------------------------------------------------------------------------------------------- zip files

    @Test
    void a_release_goes_out_and_in_without_loss() {
        byte[] zip = given().get("/api/releases/" + drafts.live() + "/zip").asByteArray();
        assertThat(given().get("/api/releases/" + drafts.live() + "/zip").asByteArray())
                .isEqualTo(zip);

        long draft = unzip(zip).statusCode(201).extract().jsonPath().getLong("id");

        given().get("/api/releases/" + draft + "/diff").then().body("files", hasSize(0));
        assertThat(given().get("/api/releases/" + draft + "/zip").asByteArray()).isEqualTo(zip);
    }

    @Test
    void what_people_pack_beside_rules_is_left_out() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("my rules/dmn/a.dmn", "a");
        files.put("my rules/README.md", "b");
        files.put("my rules/.DS_Store", "c");
        files.put("__MACOSX/my rules/dmn/._a.dmn", "d");
        files.put("my rules/rules/b.drl", "\uFEFFe\r\nf");

        long draft = unzip(zip(files)).statusCode(201).extract().jsonPath().getLong("id");

        given().get("/api/releases/" + draft).then().body("files", equalTo(Map.of("dmn/a.dmn", 1, "rules/b.drl", 3)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/cron.d/x",
                "dmn/../../../x.dmn",
                "/dmn/x.dmn",
                "C:\\dmn\\x.dmn",
                "..\\dmn\\x.dmn",
                "dmn/x.class",
                "rules/x.dmn",
                "dmn/\u0000.dmn",
                "dmn/\u202Enmd.dmn",
                "x.dmn"
            })
    void a_path_outside_is_refused(String path) throws IOException {
        int before = given().get("/api/releases").jsonPath().getInt("items[0].id");

        unzip(zip(Map.of("dmn/good.dmn", "a", path, "b"))).statusCode(422);

        assertThat(given().get("/api/releases").jsonPath().getInt("items[0].id"))
                .isEqualTo(before);
    }

    @Test
    void what_is_no_zip_file_of_rules_is_refused() throws IOException {
        unzip(new byte[0]).statusCode(400);
        unzip("dmn".getBytes(StandardCharsets.UTF_8)).statusCode(400);
        unzip(zip(Map.of())).statusCode(400);
        byte[] good = given().get("/api/releases/" + drafts.live() + "/zip").asByteArray();
        unzip(Arrays.copyOf(good, good.length - 30)).statusCode(400);
        unzip(bomb("dmn/a.dmn")).statusCode(422);
        unzip(zipped(Map.of("dmn/a.dmn", new byte[] {(byte) 0xff, (byte) 0xfe})))
                .statusCode(422)
                .body("detail", containsString("UTF-8"));
        binary("application/zip")
                .body(good)
                .post("/api/releases/zip")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", containsString("title"));
        given().contentType("application/json")
                .body("{}")
                .post("/api/releases/zip?title=a")
                .then()
                .statusCode(415);
        binary("application/zip")
                .body(good)
                .post("/api/releases/zip?title=a&from=99999999")
                .then()
                .statusCode(404);
    }

    // ---------------------------------------------------------------------------------------------- help

    private long draft() {
        return given().contentType("application/json")
                .body(Map.of("from", drafts.live(), "title", "By spreadsheet"))
                .post("/api/releases")
                .jsonPath()
                .getLong("id");
    }

    private static List<String> meanings(long release) {
        return given().get("/api/releases/" + release + "/tables").jsonPath().getList("items.meaning");
    }

    private static List<String> meaningsOf(long release) {
        return given().get("/api/releases/" + release + "/tables")
                .jsonPath()
                .getList("items.findAll { it.file == '" + RULES + "' }.meaning");
    }

    private static Response spreadsheet(long release) {
        Response answer = given().get("/api/releases/" + release + "/spreadsheets/" + RULES);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo(XLSX);
        return answer;
    }

    private static ValidatableResponse put(long draft, byte[] xlsx, @Nullable String tag) {
        var call = binary(XLSX).body(xlsx);
        return (tag == null ? call : call.header("If-Match", tag))
                .put("/api/releases/" + draft + "/spreadsheets/" + RULES)
                .then();
    }

    private static ValidatableResponse unzip(byte[] zip) {
        return binary("application/zip")
                .queryParam("title", "From a zip file")
                .body(zip)
                .post("/api/releases/zip")
                .then();
    }

    private static RequestSpecification binary(String type) {
        return given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs(type, ContentType.BINARY)))
                .contentType(type);
    }

    /** As somebody saves it who wrote other texts: {@code #12} is a number, {@code =1} a formula. */
    private static byte[] edited(byte[] xlsx, BiFunction<String, String, String> edit) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ReadableWorkbook in = new ReadableWorkbook(new ByteArrayInputStream(xlsx));
                Workbook out = new Workbook(bytes, "Spreadsheet", null)) {
            for (Sheet sheet : in.getSheets().toList()) {
                Worksheet copy = out.newWorksheet(sheet.getName());
                for (Row row : sheet.read()) {
                    for (int c = 0; c < row.getCellCount(); c++) {
                        String text = edit.apply(sheet.getName(), row.getCellText(c));
                        if (text.startsWith("#")) {
                            copy.value(row.getRowNum() - 1, c, new java.math.BigDecimal(text.substring(1)));
                        } else if (text.startsWith("=")) {
                            copy.formula(row.getRowNum() - 1, c, text.substring(1));
                        } else if (!text.isEmpty()) {
                            copy.value(row.getRowNum() - 1, c, text);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        files.forEach((path, content) -> parts.put(path, content.getBytes(StandardCharsets.UTF_8)));
        return zipped(parts);
    }

    private static byte[] zipped(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> unzipped(byte[] xlsx) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipFile zip = ZipFile.builder().setByteArray(xlsx).get()) {
            for (var entry : Collections.list(zip.getEntries())) {
                parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return parts;
    }

    /** Some KB that unpack to 200 MB. */
    private static byte[] bomb(String path) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(path));
            byte[] block = new byte[1_000_000];
            for (int i = 0; i < 200; i++) {
                zip.write(block);
            }
        }
        return bytes.toByteArray();
    }
}
