package dev.adjudge.connector.google;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LeaseTest {

    /** After the lease was renewed: the budget's name is looked up, its amount set, and looked at again. */
    private static final int CALLS = 3;

    @ConfigProperty(name = "adjudge.act.lease")
    Duration lease;

    @Test
    void a_worker_holds_an_action_for_longer_than_its_calls_can_take() {
        Retry tries = GoogleAds.class.getAnnotation(Retry.class);

        assertThat(lease)
                .isGreaterThan(
                        Duration.of(tries.maxDuration(), tries.durationUnit()).multipliedBy(CALLS));
    }
}
