package dev.adjudge.api;

import dev.adjudge.rules.LiveRules;
import dev.adjudge.rules.RuleProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Which release decides. A broken file does not make the service unready, the release before it stays live; it is shown. */
@Readiness
@ApplicationScoped
final class RulesHealth implements HealthCheck {

    private final LiveRules rules;

    RulesHealth(LiveRules rules) {
        this.rules = rules;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder health = HealthCheckResponse.named("Rules")
                .up()
                .withData("release", rules.live().ref().id())
                .withData("hash", rules.live().ref().hash());
        List<RuleProblem> problems = rules.problems();
        for (int i = 0; i < problems.size(); i++) {
            health.withData("problem " + (i + 1), problems.get(i).toString());
        }
        return health.build();
    }
}
