package dev.adjudge.act;

import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.decision.KillSwitch;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The kill switches. What one covers is suppressed when it is decided, and again when it is about to be done. */
@Singleton
public class Switches {

    private static final String KINDS =
            "pause, resume, change_budget, notify, hide, unhide, delete, reply, delete_reply, escalate";
    private static final List<String> PLATFORMS = List.of("meta", "google_ads", "klaviyo", "facebook", "instagram");
    private static final Pattern OF_PLATFORM = Pattern.compile("(?:platform|account):([a-z_]+).*");
    private static final Pattern SCOPE = Pattern.compile(
            "all|platform:[a-z_]+|account:[a-z_]+:\\S+|rule:\\S(.*\\S)?|kind:(" + KINDS.replace(", ", "|") + ")");
    private static final Pattern OF_ACCOUNT = Pattern.compile("account:([a-z_]+):(.+)");
    private static final String ACCOUNTS =
            "SELECT account_id FROM campaigns WHERE platform = ? UNION SELECT account_id FROM social_media_items WHERE platform = ?";
    private static final String THERE =
            "SELECT (EXISTS (SELECT FROM campaigns WHERE platform = ? AND account_id = ?) OR EXISTS"
                    + " (SELECT FROM social_media_items WHERE platform = ? AND account_id = ?))::int";
    private static final int MOST_NAMED = 10;
    private static final String RULE = "rule:";
    private static final String SELECT = "SELECT scope, reason, set_at FROM switches ";

    private final DataSource database;
    private final AuditLog audit;
    private final Clock clock;

    Switches(DataSource database, AuditLog audit, Clock clock) {
        this.audit = audit;
        this.database = database;
        this.clock = clock;
    }

    /** A switch as people see it; reason and time are null while it is off. */
    public record SwitchState(
            String scope,
            boolean on,
            @Nullable String reason,
            @Nullable Instant setAt) {}

    /** The switches that are on. */
    public List<KillSwitch> on() {
        return states().stream()
                .map(state -> new KillSwitch(state.scope(), String.valueOf(state.reason())))
                .toList();
    }

    /** The switches that are on, the latest first. */
    public List<SwitchState> states() {
        return query(SELECT + "ORDER BY set_at DESC, scope");
    }

    public SwitchState state(String scope) {
        check(scope);
        return query(SELECT + "WHERE scope = ?", scope).stream()
                .findFirst()
                .orElse(new SwitchState(scope, false, null, null));
    }

    /** Turning a switch on again replaces its reason. */
    public SwitchState turnOn(String scope, @Nullable String reason, Caller caller) {
        check(scope);
        refuseWhatCoversNothing(scope);
        if (reason == null || reason.isBlank()) {
            throw Problem.wrong(
                    "A switch that is turned on needs a reason: people will ask why nothing happens",
                    new Problem.FieldError(
                            "/reason", "is missing or empty; say why, for example \"audit of tracking\""));
        }
        return change(
                scope,
                caller,
                "INSERT INTO switches (scope, reason, set_at) VALUES (?, ?, ?) ON CONFLICT (scope) DO UPDATE SET reason ="
                        + " excluded.reason, set_at = excluded.set_at",
                scope,
                reason.strip(),
                clock.instant());
    }

    public SwitchState turnOff(String scope, Caller caller) {
        check(scope);
        return change(scope, caller, "DELETE FROM switches WHERE scope = ?", scope);
    }

    private SwitchState change(String scope, Caller caller, String change, Object... values) {
        return QuarkusTransaction.requiringNew().call(() -> {
            using(sql -> sql.run("LOCK TABLE switches IN SHARE ROW EXCLUSIVE MODE"));
            SwitchState before = state(scope);
            using(sql -> sql.run(change, values));
            SwitchState after = state(scope);
            audit.add(Happening.of(
                    caller, after.on() ? "switch.on" : "switch.off", "switch:" + scope, before, after, after.reason()));
            return after;
        });
    }

    /** The first switch that covers such an action. */
    Optional<KillSwitch> covering(Subject subject, String rule, String kind) {
        return query(
                        SELECT + "WHERE scope IN ('all', ?, ?, ?, ?, ?) ORDER BY scope LIMIT 1",
                        "platform:" + subject.platform(),
                        "platform:" + subject.owner(),
                        "account:" + subject.platform() + ":" + subject.account(),
                        "rule:" + rule,
                        "kind:" + kind)
                .stream()
                .findFirst()
                .map(state -> new KillSwitch(state.scope(), String.valueOf(state.reason())));
    }

    /** Whoever mistypes a name in a hurry must not believe that it is off. */
    private void refuseWhatCoversNothing(String scope) {
        Matcher of = OF_PLATFORM.matcher(scope);
        if (of.matches()
                && !PLATFORMS.contains(of.group(1))
                && using(sql -> sql.count("SELECT count(*) FROM campaigns WHERE platform = ?", of.group(1))) == 0) {
            throw Problem.wrong(
                    "There is no platform '" + of.group(1) + "'; platforms are " + String.join(", ", PLATFORMS),
                    new Problem.FieldError("scope", "is '" + scope + "'"));
        }
        Matcher account = OF_ACCOUNT.matcher(scope);
        if (account.matches()) {
            refuseUnknownAccount(scope, account.group(1), account.group(2));
        }
        if (scope.startsWith(RULE)
                && using(sql -> sql.count(
                                "SELECT count(*) FROM optimization_rules WHERE rule_name = ?",
                                scope.substring(RULE.length())))
                        == 0) {
            throw Problem.wrong(
                    "No release ever had a rule '" + scope.substring(RULE.length())
                            + "'; GET /api/rules lists those that are live, spelled as they are here",
                    new Problem.FieldError("scope", "is '" + scope + "'"));
        }
    }

    private void refuseUnknownAccount(String scope, String platform, String account) {
        if (using(sql -> sql.count(THERE, platform, account, platform, account)) == 1) {
            return;
        }
        List<String> known = using(sql -> sql.list(
                "SELECT account_id FROM (" + ACCOUNTS + ") a ORDER BY account_id LIMIT ?",
                row -> row.getString(1),
                platform,
                platform,
                MOST_NAMED));
        throw Problem.wrong(
                "Nothing on " + platform + " is in an account '" + account + "'; accounts there are "
                        + (known.isEmpty() ? "none yet" : String.join(", ", known)),
                new Problem.FieldError("scope", "is '" + scope + "'"));
    }

    private static void check(String scope) {
        if (!SCOPE.matcher(scope).matches()) {
            throw Problem.wrong(
                    "'" + scope + "' is not a scope of a switch; a scope is all, platform:meta, account:meta:123,"
                            + " rule:High CPL Pause, or kind: with one of " + KINDS,
                    new Problem.FieldError("scope", "is '" + scope + "'"));
        }
    }

    private List<SwitchState> query(String select, String... values) {
        return using(sql -> sql.list(
                select,
                row -> new SwitchState(
                        row.getString("scope"), true, row.getString("reason"), Sql.instantThere(row, "set_at")),
                (Object[]) values));
    }

    private <T> T using(Sql.Use<T> use) {
        return Sql.using(database, "looking at the switches", use);
    }
}
