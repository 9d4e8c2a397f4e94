package dev.adjudge.platform.calls;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Limits as another replica, with other settings, has them. */
public final class Replica {

    private Replica() {}

    public static CallLimits with(String name, CallLimit limit, DataSource database, Clock clock) {
        CallSettings.Limit set = new CallSettings.Limit() {
            @Override
            public int most() {
                return Math.toIntExact(limit.most());
            }

            @Override
            public Duration within() {
                return limit.within();
            }

            @Override
            public boolean fixed() {
                return limit.fixed();
            }

            @Override
            public Optional<Integer> atOnce() {
                return Optional.of(Math.toIntExact(limit.atOnce()));
            }
        };
        return new CallLimits(() -> Map.of(name, set), database, clock);
    }
}
