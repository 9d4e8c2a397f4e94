package dev.adjudge.platform.security;

import io.quarkus.vertx.http.security.HttpSecurity;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which role may make which call: the whole of it. Of paths that fit, the longest counts; what is not named here is for admins
 * alone. A call that does more than its path says (a run that is not dry) is looked at again where it arrives.
 */
final class Policy {

    private static final String[] READING = {"GET", "HEAD"};
    private static final String[] CHANGING = {"POST", "PUT", "PATCH", "DELETE"};
    private static final Role[] EVERYBODY = Role.values();

    void apply(@Observes HttpSecurity http) {
        http.rolesMapping(Role.ADMIN.word(), words(EVERYBODY));

        // No role needed: whether the service is well, its documentation, signing in, and the simulated platforms,
        // which know
        // tokens of their own.
        http.path("/q/health*", "/q/openapi*", "/q/swagger-ui*", "/sign-in", "/welcome", "/sandbox*", "/assets/*")
                .permit();
        // Its signature says who sent it.
        http.path("/webhooks/meta").permit();
        http.path("/sign-in/oidc").authorizationCodeFlow().authenticated();
        http.path("/", "/sign-out").authenticated();
        http.path("/*").roles(Role.ADMIN.word());
        // Whoever edits pages in the name of a simulated person answers in the name of the user that they are.
        http.path("/sandbox/notion/people/*").roles(Role.ADMIN.word());

        // Reading is for everybody who has a role, but for the audit log, and for who may do what.
        reading(http, EVERYBODY, "/api/decisions*", "/q/metrics*");
        reading(http, only(Role.AUDITOR), "/api/audit*", "/api/keys*", "/api/users*");
        changing(http, Role.ADMIN, "/api/audit*", "/api/keys*", "/api/users*");

        // Deciding changes nothing.
        http.path("/api/decide/*", "/dmn*", "/events").roles(words(EVERYBODY).toArray(String[]::new));
        http.path("/jitdmn/*").roles(Role.ANALYST.word(), Role.PUBLISHER.word(), Role.OPERATOR.word());

        // Analysts may ask for runs that are dry.
        reading(http, EVERYBODY, "/api/runs*");
        http.path("/api/runs*").methods(CHANGING).roles(Role.ANALYST.word(), Role.OPERATOR.word());

        http.path("/api/decisions/*/as-test").methods(CHANGING).roles(Role.ANALYST.word(), Role.PUBLISHER.word());

        // Analysts draft, publishers decide what decides; no one says yes to what is their own.
        reading(http, EVERYBODY, "/api/releases*", "/api/releases/*/shadow", "/api/simulations*");
        http.path("/api/releases*", "/api/simulations*")
                .methods(CHANGING)
                .roles(Role.ANALYST.word(), Role.PUBLISHER.word());
        changing(
                http,
                Role.PUBLISHER,
                "/api/releases/*/approve",
                "/api/releases/*/publish",
                "/api/releases/*/shadow",
                "/api/releases/*/rollback");

        String[] operators = {
            "/api/rules*",
            "/api/performance*",
            "/api/campaigns*",
            "/api/ingest*",
            "/api/quarantine*",
            "/api/actions*",
            "/api/alerts*",
            "/api/switches*",
            "/api/flags*"
        };
        reading(http, EVERYBODY, operators);
        changing(http, Role.OPERATOR, operators);

        // What people outside wrote is for those who decide about it, and for auditors.
        reading(http, only(Role.OPERATOR, Role.AUDITOR), "/api/moderation/*");
        reading(http, EVERYBODY, "/api/moderation/kpis", "/api/moderation/quality");
        changing(http, Role.OPERATOR, "/api/moderation/*");

        reading(http, EVERYBODY, "/api/classifiers*");
        changing(http, Role.OPERATOR, "/api/classifiers/train");
        changing(http, Role.PUBLISHER, "/api/classifiers*");

        // Who exactly may say yes to an action is in the table Approval Policy.
        http.path("/api/actions/*/approve", "/api/actions/*/reject")
                .methods(CHANGING)
                .roles(Role.OPERATOR.word(), Role.PUBLISHER.word());
    }

    private static void reading(HttpSecurity http, Role[] roles, String... paths) {
        http.path(paths).methods(READING).roles(words(roles).toArray(String[]::new));
    }

    private static void changing(HttpSecurity http, Role role, String... paths) {
        http.path(paths).methods(CHANGING).roles(role.word());
    }

    private static Role[] only(Role... roles) {
        return roles;
    }

    private static List<String> words(Role... roles) {
        return Stream.of(roles).map(Role::word).toList();
    }
}
