package dev.adjudge.platform.security;

import dev.adjudge.platform.Sql;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Who is signed in by the form. The cookie holds a secret that is drawn anew at each sign-in, so that nobody can prepare one for
 * somebody else; the database holds its hash, so that a session can be ended here.
 */
@ApplicationScoped
public class Sessions {

    private final DataSource database;
    private final Users users;
    private final SignInAttempts attempts;
    private final Remembered remembered;
    private final SecuritySettings settings;
    private final Clock clock;

    Sessions(
            DataSource database,
            Users users,
            SignInAttempts attempts,
            Remembered remembered,
            SecuritySettings settings,
            Clock clock) {
        this.database = database;
        this.users = users;
        this.attempts = attempts;
        this.remembered = remembered;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Begins a session for whoever has this name and password.
     *
     * @param from the address they call from
     * @return the secret of its cookie; empty when nobody has them
     * @throws dev.adjudge.platform.Problem after too many tries
     */
    public Optional<String> begin(String name, String password, String from) {
        attempts.count(name, from);
        return users.identify(name, password).map(identity -> {
            attempts.forget(name, from);
            return begin(name);
        });
    }

    /** Begins a session for somebody who has just proved who they are. */
    public String begin(String name) {
        String secret = Secret.draw();
        Instant now = clock.instant();
        Sql.using(
                database,
                "beginning a session",
                sql -> sql.run(
                        "INSERT INTO sessions (hash, user_name, started_at, expires_at) VALUES (?, ?, ?, ?)",
                        Secret.hash(secret),
                        name,
                        now,
                        now.plus(settings.session().idle())));
        return secret;
    }

    /** What the audit log calls whoever tries to sign in: a name that nobody has may be a password in the wrong field. */
    public String subject(String name) {
        return users.identify(name).isPresent() ? "user:" + name : "user:" + Users.UNKNOWN;
    }

    public void end(String secret) {
        Sql.using(
                database,
                "ending a session",
                sql -> sql.run("DELETE FROM sessions WHERE hash = ?", Secret.hash(secret)));
        remembered.forgetAll();
    }

    /** Whose session this is, if it still lasts; it lasts longer by being used. */
    Optional<SecurityIdentity> identify(byte[] hash) {
        Instant now = clock.instant();
        Optional<String> user = Sql.using(
                database,
                "looking a session up",
                sql -> sql.find(
                        "UPDATE sessions SET expires_at = ? WHERE hash = ? AND expires_at > ? AND started_at > ? RETURNING user_name",
                        row -> row.getString(1),
                        now.plus(settings.session().idle()),
                        hash,
                        now,
                        now.minus(settings.session().longest())));
        return user.flatMap(users::identify);
    }

    @Scheduled(every = "1h", executeWith = Scheduled.SIMPLE)
    void forgetExpired() {
        Sql.using(
                database,
                "forgetting sessions that expired",
                sql -> sql.run("DELETE FROM sessions WHERE expires_at < ?", clock.instant()));
    }
}
