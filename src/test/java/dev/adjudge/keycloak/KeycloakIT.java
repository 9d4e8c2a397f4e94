package dev.adjudge.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.PackagedService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * People and programs of a real OpenID provider: in the realm, anna is operator and auditor, ben is analyst.
 * {@code mvn verify -Pkeycloak}
 */
@Tag("keycloak")
class KeycloakIT {

    private static final String OPERATORS_CALL = "/api/switches/kind:notify";
    private static final String AUDITORS_CALL = "/api/audit";
    private static final String ADMINS_CALL = "/api/keys";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static Keycloak keycloak;
    private static PackagedService service;

    private final ObjectMapper json = new ObjectMapper();
    private final Browser browser = new Browser();

    @BeforeAll
    static void start() throws IOException {
        int port = PackagedService.freePort();
        int servicePort = PackagedService.freePort();
        keycloak =
                Keycloak.launch(folder.resolve("keycloak"), port, servicePort).awaitReady();
        service = PackagedService.launch(
                servicePort,
                folder.resolve("database"),
                "-Dadjudge.first-start.fill=false",
                "-Dquarkus.oidc.tenant-enabled=true",
                "-Dquarkus.oidc.auth-server-url=" + keycloak.realm("adjudge"),
                "-Dquarkus.oidc.client-id=" + Keycloak.CLIENT,
                "-Dquarkus.oidc.credentials.secret=" + Keycloak.SECRET);
        service.awaitReady();
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
        if (keycloak != null) {
            keycloak.close();
        }
    }

    @Test
    void a_person_signs_in_at_the_provider_and_may_do_what_both_roles_allow_and_no_more() throws Exception {
        assertThat(browser.open(at("/")).body()).contains("Sign in with your organization");

        HttpResponse<String> home = signIn("anna", "");

        assertThat(home.uri().getPath()).isEqualTo("/");
        assertThat(home.body()).contains("oidc:anna", "Your roles: auditor, operator.");
        assertThat(browser.call("PUT", at(OPERATORS_CALL), "{\"on\":true,\"reason\":\"by page\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(browser.open(at(AUDITORS_CALL)).statusCode()).isEqualTo(200);
        HttpResponse<String> refused =
                browser.call("POST", at(ADMINS_CALL), "{\"name\":\"mine\",\"roles\":[\"admin\"]}");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
        assertThat(browser.cookie("q_session").orElseThrow())
                .containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("Secure")
                .containsIgnoringCase("SameSite=Lax");
    }

    @Test
    void somebody_with_one_role_is_refused_what_the_others_allow() throws Exception {
        HttpResponse<String> home = signIn("ben", "");

        assertThat(home.body()).contains("oidc:ben", "Your roles: analyst.");
        assertThat(browser.call("PUT", at(OPERATORS_CALL), "{\"on\":false}").statusCode())
                .isEqualTo(403);
        assertThat(browser.open(at(AUDITORS_CALL)).statusCode()).isEqualTo(403);
        assertThat(browser.open(at("/api/decisions")).statusCode()).isEqualTo(200);
    }

    @Test
    void a_wrong_password_gets_nobody_in() throws Exception {
        browser.open(at("/sign-in/oidc"));

        HttpResponse<String> answer = browser.send(Map.of("username", "anna", "password", "ben's password"));

        assertThat(answer.uri().toString()).startsWith(keycloak.realm("adjudge"));
        assertThat(browser.cookie("q_session")).isEmpty();
    }

    @Test
    void leads_back_to_the_page_that_was_asked_for_and_to_no_other_site() throws Exception {
        assertThat(signIn("anna", "?to=/api/decisions?limit=1").uri().getPath()).isEqualTo("/api/decisions");
        assertThat(browser.open(at("/sign-in/oidc?to=//example.com")).uri()).isEqualTo(URI.create(at("/")));
    }

    @Test
    void signing_out_ends_the_session_here_and_at_the_provider() throws Exception {
        signIn("anna", "");

        HttpResponse<String> out = browser.send(Map.of());

        assertThat(out.uri().toString()).startsWith(at("/sign-in"));
        assertThat(browser.cookie("q_session")).isEmpty();
        assertThat(browser.open(at("/")).body()).contains("Sign in with your organization");
        HttpResponse<String> again = browser.open(at("/sign-in/oidc"));
        assertThat(again.uri().toString()).startsWith(keycloak.realm("adjudge"));
        assertThat(again.body()).contains("name=\"password\"");
    }

    @Test
    void the_audit_log_names_who_signed_in_did_something_was_refused_and_signed_out() throws Exception {
        signIn("anna", "");
        browser.call("PUT", at(OPERATORS_CALL), "{\"on\":true,\"reason\":\"to be audited\"}");
        browser.call("POST", at(ADMINS_CALL), "{\"name\":\"mine\",\"roles\":[\"admin\"]}");
        browser.open(at("/"));
        browser.send(Map.of());

        for (String kind : new String[] {"session.began", "switch.on", "access.refused", "session.ended"}) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(entries(kind).findValuesAsText("actor"))
                            .as(kind)
                            .contains("oidc:anna"));
        }
    }

    @Test
    void a_program_with_a_bearer_token_may_do_what_its_roles_allow_and_no_more() throws Exception {
        String token = keycloak.token("adjudge", Keycloak.CLIENT, Keycloak.SECRET, "anna");

        assertThat(call(token, "PUT", OPERATORS_CALL, "{\"on\":true,\"reason\":\"by bearer\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(call(token, "GET", AUDITORS_CALL, "").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = call(token, "POST", ADMINS_CALL, "{\"name\":\"mine\",\"roles\":[\"admin\"]}");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Your roles don't allow POST on /api/keys");
    }

    @Test
    void refuses_an_expired_token() throws Exception {
        String token = keycloak.token("adjudge", "hasty", "only-for-the-tests-of-short-tokens-01", "anna");
        assertThat(call(token, "GET", AUDITORS_CALL, "").statusCode()).isEqualTo(200);

        await().atMost(PATIENCE).untilAsserted(() -> refused(token));
    }

    @Test
    void refuses_a_token_that_was_changed() throws Exception {
        String[] parts = keycloak.token("adjudge", Keycloak.CLIENT, Keycloak.SECRET, "ben")
                .split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        assertThat(claims).contains("\"analyst\"");
        String promoted = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.replace("\"analyst\"", "\"auditor\"").getBytes(StandardCharsets.UTF_8));

        refused(parts[0] + "." + promoted + "." + parts[2]);
    }

    @Test
    void refuses_a_token_that_nobody_signed() throws Exception {
        String[] parts = keycloak.token("adjudge", Keycloak.CLIENT, Keycloak.SECRET, "anna")
                .split("\\.");
        String unsigned = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

        refused(unsigned + "." + parts[1] + ".");
    }

    @Test
    void refuses_a_token_that_was_made_for_another_service() throws Exception {
        refused(keycloak.token("adjudge", "other-service", "only-for-the-tests-of-another-service", "anna"));
    }

    @Test
    void refuses_a_token_of_another_realm() throws Exception {
        refused(keycloak.token("other", Keycloak.CLIENT, Keycloak.SECRET, "anna"));
    }

    @Test
    void refuses_a_token_of_the_same_realm_under_another_issuers_name() throws Exception {
        Keycloak sameUnderAnotherName = keycloak.calledBy("localhost");

        refused(sameUnderAnotherName.token("adjudge", Keycloak.CLIENT, Keycloak.SECRET, "anna"));
    }

    private HttpResponse<String> signIn(String name, String query) throws IOException {
        browser.open(at("/sign-in/oidc" + query));
        return browser.send(Map.of("username", name, "password", name + "'s password"));
    }

    private void refused(String token) throws IOException, InterruptedException {
        HttpResponse<String> answer = call(token, "GET", AUDITORS_CALL, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(answer.body()).contains("What the Authorization header holds is not known, has expired");
    }

    private JsonNode entries(String kind) throws IOException {
        HttpResponse<String> answer = service.get("/api/audit?limit=100&kind=" + kind);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    private HttpResponse<String> call(String token, String method, String path, String body)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(at(path)))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static String at(String path) {
        return "http://127.0.0.1:" + service.port() + path;
    }
}
