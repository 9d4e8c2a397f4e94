package dev.adjudge.platform.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation of the OpenAPI document, asked by nobody and by each role. What is allowed is written down here once more, by
 * operation: an operation that is added must be added here too.
 */
@QuarkusTest
class RoleMatrixTest {

    private static final Set<Role> EVERYBODY = EnumSet.allOf(Role.class);
    private static final Set<Role> OPERATOR = EnumSet.of(Role.OPERATOR, Role.ADMIN);
    private static final Set<Role> AUDITOR = EnumSet.of(Role.AUDITOR, Role.ADMIN);
    private static final Set<Role> ADMIN = EnumSet.of(Role.ADMIN);
    private static final Set<Role> WHO_TRIES_MODELS =
            EnumSet.of(Role.ANALYST, Role.PUBLISHER, Role.OPERATOR, Role.ADMIN);

    /** What lets these in is in the call itself: a signature, a token of the platform. */
    private static final Set<String> SIGNED = Set.of("GET /webhooks/meta", "POST /webhooks/meta");

    private static final Map<String, Set<Role>> ALLOWED = new LinkedHashMap<>();

    static {
        allow(
                EVERYBODY,
                "GET /api/performance",
                "GET /api/campaigns",
                "GET /api/campaigns/{platform}/{campaignId}",
                "GET /api/ingest/batches",
                "GET /api/ingest/batches/{id}",
                "GET /api/quarantine",
                "GET /api/quarantine/{id}",
                "GET /api/runs",
                "GET /api/runs/{id}",
                "GET /api/decisions",
                "GET /api/decisions/why-not",
                "GET /api/decisions/{id}",
                "GET /api/actions",
                "GET /api/actions/{id}",
                "GET /api/alerts",
                "GET /api/alerts/{id}",
                "GET /api/releases",
                "GET /api/releases/{id}",
                "GET /api/releases/{id}/files/{path}",
                "GET /api/releases/{id}/diff",
                "GET /api/releases/{id}/tables",
                "GET /api/releases/{id}/coverage",
                "GET /api/releases/{id}/spreadsheets/{path}",
                "GET /api/releases/{id}/zip",
                "GET /api/releases/{id}/shadow",
                "GET /api/simulations",
                "GET /api/simulations/{id}",
                "GET /api/simulations/{id}/differences",
                "GET /api/rules",
                "GET /api/rules/{name}/effect",
                "GET /api/flags",
                "GET /api/flags/{name}",
                "GET /api/switches",
                "GET /api/switches/{scope}",
                "POST /api/decide/campaign",
                "POST /api/decide/campaigns",
                "POST /api/decide/comment",
                "POST /api/decide/comments",
                "GET /api/classifiers",
                "GET /api/classifiers/{version}/difference",
                "GET /api/classifiers/providers/{provider}/difference",
                "GET /api/moderation/kpis",
                "GET /api/moderation/quality",
                "GET /dmn",
                "GET /dmn/{model}",
                "GET /dmn/{model}/openapi.json",
                "POST /dmn/{model}",
                "POST /dmn/{model}/dmnresult",
                "POST /dmn/{model}/{service}",
                "POST /dmn/{model}/{service}/dmnresult",
                "POST /events");
        allow(
                OPERATOR,
                "POST /api/performance",
                "PUT /api/campaigns/{platform}/{campaignId}",
                "POST /api/ingest/{source}",
                "POST /api/quarantine/{id}/retry",
                "PUT /api/rules/{name}/active",
                "POST /api/actions/{id}/undo",
                "POST /api/actions/{id}/retry",
                "POST /api/alerts/{id}/acknowledge",
                "PUT /api/flags/{name}",
                "PUT /api/switches/{scope}",
                "POST /api/moderation/items",
                "POST /api/moderation/items/{id}/reclassify",
                "PUT /api/moderation/items/{id}/note",
                "POST /api/moderation/items/{id}/approve",
                "POST /api/moderation/items/{id}/reject",
                "POST /api/moderation/items/{id}/resolve",
                "POST /api/moderation/items/{id}/escalate",
                "POST /api/moderation/items/{id}/act",
                "POST /api/moderation/items/{id}/undo",
                "POST /api/moderation/queue/lease",
                "POST /api/moderation/queue/renew",
                "POST /api/moderation/queue/release",
                "POST /api/moderation/bulk",
                "POST /api/moderation/retro-hunt",
                "POST /api/moderation/retro-hunts/{id}/act",
                "POST /api/moderation/retro-hunts/{id}/approve",
                "POST /api/moderation/retro-hunts/{id}/undo",
                "POST /api/classifiers/train");
        allow(EnumSet.of(Role.PUBLISHER, Role.ADMIN), "POST /api/classifiers/{version}/choose");
        allow(
                EnumSet.of(Role.OPERATOR, Role.AUDITOR, Role.ADMIN),
                "GET /api/moderation/items",
                "GET /api/moderation/items/{id}",
                "GET /api/moderation/queue",
                "GET /api/moderation/retro-hunts",
                "GET /api/moderation/retro-hunts/{id}",
                "GET /api/moderation/retro-hunts/{id}/sample");
        allow(
                EnumSet.of(Role.OPERATOR, Role.PUBLISHER, Role.ADMIN),
                "POST /api/actions/{id}/approve",
                "POST /api/actions/{id}/reject");
        allow(
                EnumSet.of(Role.ANALYST, Role.PUBLISHER, Role.ADMIN),
                "POST /api/releases",
                "POST /api/releases/zip",
                "POST /api/decisions/{id}/as-test",
                "PUT /api/releases/{id}/files/{path}",
                "PUT /api/releases/{id}/spreadsheets/{path}",
                "DELETE /api/releases/{id}/files/{path}",
                "POST /api/releases/{id}/check",
                "POST /api/releases/{id}/submit",
                "POST /api/releases/{id}/simulate",
                "POST /api/simulations/{id}/cancel",
                "POST /api/releases/{id}/retire");
        allow(
                EnumSet.of(Role.PUBLISHER, Role.ADMIN),
                "POST /api/releases/{id}/approve",
                "POST /api/releases/{id}/publish",
                "POST /api/releases/{id}/shadow",
                "POST /api/releases/{id}/rollback");
        allow(EnumSet.of(Role.ANALYST, Role.OPERATOR, Role.ADMIN), "POST /api/runs");
        allow(WHO_TRIES_MODELS, "POST /jitdmn/dmnresult", "POST /jitdmn/validate", "POST /jitdmn/schema");
        allow(
                AUDITOR,
                "GET /api/audit",
                "GET /api/audit/verify",
                "GET /api/audit/decisions/{id}",
                "GET /api/audit/texts/{commitment}",
                "GET /api/keys",
                "GET /api/users");
        allow(
                ADMIN,
                "POST /api/erasures",
                "POST /api/keys",
                "DELETE /api/keys/{id}",
                "POST /api/users",
                "PUT /api/users/{name}",
                "POST /api/users/{name}/sign-in-address");
    }

    private final Map<Role, String> keys = new EnumMap<>(Role.class);

    private static void allow(Set<Role> roles, String... operations) {
        for (String operation : operations) {
            ALLOWED.put(operation, roles);
        }
    }

    @BeforeEach
    void makeAKeyForEachRole() {
        for (Role role : Role.values()) {
            String key = given().contentType("application/json")
                    .body(Map.of("name", role.word() + "-" + UUID.randomUUID(), "roles", List.of(role.word())))
                    .post("/api/keys")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("key");
            keys.put(role, "ApiKey " + key);
        }
    }

    @Test
    void knows_every_operation_there_is() {
        Set<String> known = new TreeSet<>(ALLOWED.keySet());
        known.addAll(SIGNED);
        assertThat(operations()).containsExactlyInAnyOrderElementsOf(known);
    }

    @TestFactory
    List<DynamicTest> each_operation_refuses_nobody_and_each_wrong_role() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String operation : operations()) {
            if (SIGNED.contains(operation)) {
                tests.add(DynamicTest.dynamicTest(
                        operation + " without a signature", () -> refused(call(operation, null), 403)));
                tests.add(DynamicTest.dynamicTest(
                        operation + " by an admin, without a signature",
                        () -> refused(call(operation, keys.get(Role.ADMIN)), 403)));
                continue;
            }
            tests.add(DynamicTest.dynamicTest(operation + " by nobody", () -> refused(call(operation, null), 401)));
            tests.add(DynamicTest.dynamicTest(
                    operation + " by a key that nobody made",
                    () -> refused(call(operation, "ApiKey adj_nobody"), 401)));
            for (Role role : Role.values()) {
                tests.add(DynamicTest.dynamicTest(operation + " by " + role.word(), () -> {
                    Response answer = call(operation, keys.get(role));
                    if (ALLOWED.getOrDefault(operation, Set.of()).contains(role)) {
                        assertThat(answer.statusCode()).isNotIn(401, 403).isLessThan(500);
                    } else {
                        refused(answer, 403);
                    }
                }));
            }
        }
        return tests;
    }

    private static void refused(Response answer, int status) {
        answer.then().statusCode(status).contentType("application/problem+json");
        assertThat(answer.<Integer>path("status")).isEqualTo(status);
        assertThat(answer.<String>path("detail")).isNotBlank();
        if (status == 401) {
            assertThat(answer.header("WWW-Authenticate")).isNotBlank();
        }
    }

    private static List<String> operations() {
        Map<String, Map<String, Object>> paths = RestAssured.given()
                .accept("application/json")
                .get("/q/openapi")
                .jsonPath()
                .getMap("paths");
        return paths.entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream()
                        .filter(method -> Set.of("get", "put", "post", "delete", "patch", "head", "options")
                                .contains(method))
                        .map(method -> method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey()))
                .sorted()
                .toList();
    }

    /** The names in the path are such that nothing is changed where the call is let in. */
    private static Response call(String operation, @org.jspecify.annotations.Nullable String authorization) {
        String[] parts = operation.split(" ");
        RequestSpecification request = given().noFilters().redirects().follow(false);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (!parts[0].equals("GET")) {
            request.contentType("application/json").body("?");
        }
        return request.request(parts[0], parts[1].replaceAll("\\{[^}]*}", "none-such"));
    }
}
