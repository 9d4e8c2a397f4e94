package dev.adjudge.api;

import static io.restassured.RestAssured.given;

import dev.adjudge.SignedIn;
import dev.adjudge.platform.Sql;
import io.restassured.RestAssured;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** What attackers use: bytes that no well-behaved client sends, addresses of their own, and a look at what is stored. */
final class Attack {

    /** Tables that change by themselves, or by being asked. */
    private static final String OF_THE_SERVICE_ITSELF =
            "'audit_chain', 'audit_entries', 'audit_texts', 'idempotency_keys', 'sessions', 'key_networks', 'alerts'";

    private static final AtomicInteger addresses = new AtomicInteger(1);

    private Attack() {}

    /** Bytes as they are, each character one; what comes back until the server closes or says nothing for a second. */
    static String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return answer(socket, 1_000);
        }
    }

    /** A form as it is, from an address that nobody called from before. */
    static String postForm(String path, String form) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getByName("127.0.0.1"), RestAssured.port, InetAddress.getByName(anotherAddress()), 0)) {
            String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                    + "\r\n\r\n";
            socket.getOutputStream().write((head + form).getBytes(StandardCharsets.ISO_8859_1));
            return answer(socket, 10_000);
        }
    }

    static Socket connect() throws IOException {
        return new Socket("localhost", RestAssured.port);
    }

    /** Head and body with the first line, Host and the admin's key. */
    static String request(String line, String... rest) {
        return line + " HTTP/1.1\r\nHost: localhost:" + RestAssured.port + "\r\nAuthorization: "
                + SignedIn.AUTHORIZATION + "\r\n" + String.join("\r\n", rest);
    }

    static String answer(Socket socket, int silence) throws IOException {
        socket.setSoTimeout(silence);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        try {
            for (int one = in.read(); one >= 0; one = in.read()) {
                read.write(one);
            }
        } catch (SocketTimeoutException quiet) {
            return read.toString(StandardCharsets.ISO_8859_1);
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    /** From an address of this machine that nobody called from before, so that no limit of others counts. */
    static RequestSpecification fromElsewhere() {
        return from(anotherAddress());
    }

    private static String anotherAddress() {
        int next = addresses.incrementAndGet();
        return "127.77." + next / 250 + "." + (1 + next % 250);
    }

    static RequestSpecification from(String address) {
        try {
            HttpClientConfig client = HttpClientConfig.httpClientConfig()
                    .setParam("http.route.local-address", InetAddress.getByName(address));
            return given().noFilters()
                    .config(RestAssuredConfig.config().httpClient(client))
                    .redirects()
                    .follow(false);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static RequestSpecification nobody() {
        return given().noFilters().redirects().follow(false);
    }

    /** The Authorization of a new key with this role. */
    static String key(String role) {
        return "ApiKey " + makeKey(role).path("key");
    }

    static Response makeKey(String role) {
        return given().contentType("application/json")
                .body(Map.of("name", role + "-" + UUID.randomUUID(), "roles", List.of(role)))
                .post("/api/keys")
                .then()
                .statusCode(201)
                .extract()
                .response();
    }

    /** What each table holds, for comparison. */
    static Map<String, String> stored(DataSource database) {
        return Sql.using(database, "looking at all tables", sql -> {
            Map<String, String> state = new TreeMap<>();
            List<String> tables = sql.list(
                    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
                            + " AND NOT relispartition AND relname NOT LIKE 'qrtz%' AND relname NOT IN ("
                            + OF_THE_SERVICE_ITSELF + ")",
                    row -> row.getString(1));
            for (String table : tables) {
                state.put(
                        table,
                        sql.find(
                                        "SELECT count(*) || ' ' || coalesce(sum(hashtext(t::text)), 0) FROM " + table
                                                + " t",
                                        row -> row.getString(1))
                                .orElseThrow());
            }
            return state;
        });
    }
}
