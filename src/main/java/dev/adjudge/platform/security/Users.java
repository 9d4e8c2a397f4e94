package dev.adjudge.platform.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.platform.Sql;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The people of an installation that has no OpenID provider of its own. */
@ApplicationScoped
public class Users {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,99}");
    /** What the audit log calls those whom nobody knows. */
    static final String UNKNOWN = "unknown";

    private static final String ADMINS = "'admin' = ANY (roles) AND active AND password IS NOT NULL";
    private static final String COLUMNS = "name, roles, active, password IS NOT NULL AS set_up, created_at, created_by";

    private final DataSource database;
    private final Remembered remembered;
    private final Optional<DevelopmentUsers> development;
    private final SecuritySettings settings;
    private final Clock clock;

    Users(
            DataSource database,
            Remembered remembered,
            Instance<DevelopmentUsers> development,
            SecuritySettings settings,
            Clock clock) {
        this.database = database;
        this.remembered = remembered;
        this.development = development.stream().findFirst();
        this.settings = settings;
        this.clock = clock;
    }

    /** @param setUp whether its person has chosen a password */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record User(
            String name, List<String> roles, boolean active, boolean setUp, Instant createdAt, String createdBy) {}

    /** What a user was, and is now. */
    public record Change(User before, User after) {}

    /** Makes a user who has yet to choose a password, or has this one. */
    public User create(String name, Set<Role> roles, @Nullable String password, String by) {
        checkName(name);
        if (roles.isEmpty()) {
            throw wrong("/roles", "A user without a role may do nothing; send one at least");
        }
        String hash = password == null ? null : Passwords.hash(password);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return find(
                        "INSERT INTO users (name, roles, password, created_at, created_by) VALUES (?, ?, ?, ?, ?)"
                                + " ON CONFLICT DO NOTHING RETURNING " + COLUMNS,
                        name,
                        words(roles),
                        hash,
                        now,
                        by)
                .orElseThrow(() -> Problem.conflict("A user named '" + name + "' exists; choose another name"));
    }

    /** All users, by name. */
    public List<User> list() {
        return Sql.using(
                database,
                "listing users",
                sql -> sql.list("SELECT " + COLUMNS + " FROM users ORDER BY name", Users::user));
    }

    public Optional<User> byName(String name) {
        return find("SELECT " + COLUMNS + " FROM users WHERE name = ?", name);
    }

    /**
     * Gives a user other roles, or ends or restores what they may do; it holds from their next request on.
     *
     * @throws Problem when nobody would be left who could give anybody roles
     */
    @Transactional
    public Optional<Change> change(String name, Set<Role> roles, boolean active) {
        if (active && roles.isEmpty()) {
            throw wrong("/roles", "A user without a role may do nothing; send one at least, or active false");
        }
        boolean admins = lockAdmins() > 0;
        Optional<User> before = find("SELECT " + COLUMNS + " FROM users WHERE name = ? FOR UPDATE", name);
        Optional<User> after = find(
                "UPDATE users SET roles = ?, active = ? WHERE name = ? RETURNING " + COLUMNS,
                words(roles),
                active,
                name);
        if (admins && hasNoAdmin()) {
            throw Problem.conflict("'" + name
                    + "' is the last admin with a password; make another user an admin first, and let them choose one");
        }
        if (!active) {
            Sql.using(database, "ending sessions", sql -> {
                sql.run("DELETE FROM sign_in_addresses WHERE user_name = ?", name);
                return sql.run("DELETE FROM sessions WHERE user_name = ?", name);
            });
        }
        remembered.forgetAll();
        return before.map(was -> new Change(was, after.orElseThrow()));
    }

    /** How many there are; none of them is changed by others until this transaction ends. */
    private int lockAdmins() {
        return Sql.using(database, "looking for admins", sql -> sql.list(
                        "SELECT name FROM users WHERE " + ADMINS + " ORDER BY name FOR UPDATE", row -> row.getString(1))
                .size());
    }

    /** Whether nobody could administer the installation by the form. */
    boolean hasNoAdmin() {
        return Sql.using(
                database, "looking for an admin", sql -> sql.count("SELECT count(*) FROM users WHERE " + ADMINS) == 0);
    }

    /**
     * Draws an address at which a password can be chosen, once, in place of any before it.
     *
     * @param user null for the first admin, who chooses a name too
     */
    @Transactional
    public String draw(@Nullable String user) {
        String secret = Secret.draw();
        Sql.using(database, "drawing a sign-in address", sql -> {
            sql.run(
                    "DELETE FROM sign_in_addresses WHERE user_name IS NOT DISTINCT FROM ? OR expires_at < ?",
                    user,
                    clock.instant());
            return sql.run(
                    "INSERT INTO sign_in_addresses (hash, user_name, expires_at) VALUES (?, ?, ?)",
                    Secret.hash(secret),
                    user,
                    clock.instant().plus(settings.signInAddress()));
        });
        return "/welcome?secret=" + secret;
    }

    /** Who may choose a password by this secret: a user, or "" for the first admin; empty when it is spent or wrong. */
    public Optional<String> invited(String secret) {
        return Sql.using(
                database,
                "looking at a sign-in address",
                sql -> sql.find(
                        "SELECT coalesce(user_name, '') FROM sign_in_addresses WHERE hash = ? AND expires_at > ?",
                        row -> row.getString(1),
                        Secret.hash(secret),
                        clock.instant()));
    }

    /**
     * Spends a sign-in address: its user has this password from now on, and other sessions of theirs end.
     *
     * @param name what the first admin wants to be called; of no use to others
     * @return who that is
     * @throws Problem when the address is spent or wrong, or the password too weak
     */
    @Transactional
    public User accept(String secret, String name, String password) {
        if (invited(secret).isEmpty()) {
            throw spent(); // before a slow hash is made for anybody who asks
        }
        String hash = Passwords.hash(password);
        User accepted = Sql.using(database, "accepting a password", sql -> {
            String invited = sql.find(
                            "DELETE FROM sign_in_addresses WHERE hash = ? AND expires_at > ? RETURNING coalesce(user_name, '')",
                            row -> row.getString(1),
                            Secret.hash(secret),
                            clock.instant())
                    .orElseThrow(Users::spent);
            if (invited.isEmpty()) {
                makeFirstAdmin(sql, name);
            }
            String user = invited.isEmpty() ? name : invited;
            sql.run("DELETE FROM sessions WHERE user_name = ?", user);
            return sql.find(
                            "UPDATE users SET password = ? WHERE name = ? RETURNING " + COLUMNS,
                            Users::user,
                            hash,
                            user)
                    .orElseThrow();
        });
        remembered.forgetAll();
        return accepted;
    }

    private static Problem spent() {
        return Problem.unknown("This address was used before, or is too old; ask an admin for another one");
    }

    /** Only where there is none: the address that was printed must not outlive what it is for, and takes nobody's account. */
    private void makeFirstAdmin(Sql sql, String name) throws SQLException {
        checkName(name);
        sql.run("LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE");
        if (!hasNoAdmin()) {
            throw Problem.conflict("There is an admin by now; ask them to make you a user");
        }
        long made = sql.run(
                "INSERT INTO users (name, roles, created_at, created_by) VALUES (?, ?, ?, 'service') ON CONFLICT DO NOTHING",
                name,
                words(Set.of(Role.ADMIN)),
                clock.instant());
        if (made == 0) {
            throw Problem.conflict("A user named '" + name + "' exists; choose another name");
        }
    }

    /** Who has this name and password; empty, after the same time, when nobody has. */
    Optional<SecurityIdentity> identify(String name, String password) {
        Optional<Set<Role>> builtIn = name.equals(password) ? builtIn(name) : Optional.empty();
        if (builtIn.isPresent()) {
            return Optional.of(Signed.user(name, builtIn.get()));
        }
        Optional<String> hash = !possible(name)
                ? Optional.empty()
                : Sql.using(
                        database,
                        "looking a password up",
                        sql -> sql.find(
                                "SELECT password FROM users WHERE name = ? AND active AND password IS NOT NULL",
                                row -> row.getString(1),
                                name));
        return Passwords.matches(password, hash.orElse(null)) ? identify(name) : Optional.empty();
    }

    /** Who is signed in under this name; empty when they may no longer be. */
    Optional<SecurityIdentity> identify(String name) {
        Optional<Set<Role>> roles = builtIn(name);
        if (roles.isEmpty() && possible(name)) {
            roles = Sql.using(
                    database,
                    "looking a user up",
                    sql -> sql.find("SELECT roles FROM users WHERE name = ? AND active", Users::roles, name));
        }
        return roles.map(found -> Signed.user(name, found));
    }

    /** What somebody may do at this moment who is known by name alone, by name; nothing when there is no such user, or no longer. */
    public Set<String> rolesNow(String name) {
        Set<String> roles = identify(name).map(SecurityIdentity::getRoles).orElse(Set.of());
        return roles.contains(Role.ADMIN.word()) ? Set.of(words(Set.of(Role.values()))) : Set.copyOf(roles);
    }

    private Optional<Set<Role>> builtIn(String name) {
        return development.flatMap(users -> users.roles(name));
    }

    private Optional<User> find(String sql, @Nullable Object... values) {
        return Sql.using(database, "looking at users", on -> on.find(sql, Users::user, values));
    }

    /** What cannot be a user's name is not looked for. */
    private static boolean possible(String name) {
        return NAME.matcher(name).matches();
    }

    private static void checkName(String name) {
        if (name.equals(UNKNOWN)) {
            throw wrong("/name", "The audit log calls people '" + name + "' whom nobody knows; choose another name");
        }
        if (!possible(name)) {
            throw wrong(
                    "/name",
                    "A user's name has 1 to 100 characters of a-z, 0-9 and . _ @ -, and begins with a letter or digit");
        }
    }

    private static Problem wrong(String pointer, String detail) {
        return Problem.wrong(detail, new FieldError(pointer, detail));
    }

    static String[] words(Set<Role> roles) {
        return roles.stream().map(Role::word).sorted().toArray(String[]::new);
    }

    static Set<Role> roles(ResultSet row) throws SQLException {
        Array words = row.getArray("roles");
        return Arrays.stream((String[]) words.getArray()).map(Role::of).collect(Collectors.toSet());
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(
                row.getString("name"),
                Arrays.asList(words(roles(row))),
                row.getBoolean("active"),
                row.getBoolean("set_up"),
                Sql.instantThere(row, "created_at"),
                row.getString("created_by"));
    }
}
