package dev.adjudge.connector.sandbox;

import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sql;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * The time of the simulated platforms: the real one, or as far ahead of it as it was moved. It never goes back. The rest of the service
 * keeps to the real time.
 */
@Singleton
class SandboxClock {

    /** Series are made day by day. */
    private static final Duration MOST = Duration.ofDays(3653);

    private final DataSource database;
    private final Clock clock;

    SandboxClock(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Instant instant() {
        return clock.instant().plus(ahead());
    }

    /** Its days are UTC days. */
    LocalDate today() {
        return LocalDate.ofInstant(instant(), ZoneOffset.UTC);
    }

    Duration ahead() {
        return Duration.ofMillis(Sql.using(
                database,
                "reading the sandbox's clock",
                sql -> sql.count("SELECT coalesce(max(ahead_millis), 0) FROM sandbox.world")));
    }

    void forward(Duration by) {
        if (by.isNegative() || by.isZero()) {
            throw Problem.wrong(
                    "forward is " + by + "; the sandbox's clock only goes forward, by PT6H or P3D for example");
        }
        move(ahead(), by);
    }

    void to(Instant time) {
        Duration ahead = ahead();
        Instant now = clock.instant().plus(ahead);
        if (time.isBefore(now)) {
            throw Problem.wrong("now is " + time + ", and the sandbox's clock shows " + now
                    + " already; it never goes back. An empty database begins anew");
        }
        move(ahead, Duration.between(now, time));
    }

    private void move(Duration ahead, Duration by) {
        if (by.compareTo(MOST) > 0 || ahead.plus(by).compareTo(MOST) > 0) {
            throw Problem.wrong("The sandbox's clock would be more than " + MOST.toDays() + " days ahead; it is "
                    + ahead + " ahead now");
        }
        Sql.using(
                database,
                "moving the sandbox's clock",
                sql -> sql.run(
                        "INSERT INTO sandbox.world (founded, ahead_millis) VALUES (?, ?) ON CONFLICT (one) DO UPDATE SET"
                                + " ahead_millis = sandbox.world.ahead_millis + excluded.ahead_millis",
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                        by.toMillis()));
    }
}
