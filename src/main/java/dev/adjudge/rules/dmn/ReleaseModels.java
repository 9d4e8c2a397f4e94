package dev.adjudge.rules.dmn;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.adjudge.platform.Problem;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.LiveRules;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The DMN models of the live release, and of any other. */
@ApplicationScoped
public class ReleaseModels {

    private final LiveRules rules;
    private final LimitSettings limits;
    private final LoadingCache<CompiledRelease, ModelSet> models =
            Caffeine.newBuilder().weakKeys().build(this::compiled);

    ReleaseModels(LiveRules rules, LimitSettings limits) {
        this.rules = rules;
        this.limits = limits;
    }

    /** The largest request. */
    public int mostBytes() {
        return limits.body();
    }

    /** How long all events of one batch may take. */
    public Duration batchTime() {
        return limits.batchTime();
    }

    /** The models of a release; of the live one for null. */
    public List<DecisionModel> all(@Nullable Long release) {
        return models(release).models();
    }

    /** @throws Problem when there is no such model, or no such release */
    public DecisionModel model(String name, @Nullable Long release) {
        List<DecisionModel> models = all(release);
        for (DecisionModel model : models) {
            if (model.name().equals(name)) {
                return model;
            }
        }
        throw Problem.unknown("There is no model '" + name + "'; there are "
                + models.stream().map(DecisionModel::name).sorted().collect(Collectors.joining(", ")));
    }

    /** The number of the release that is meant. */
    public long number(@Nullable Long release) {
        return release == null ? rules.live().ref().id() : release;
    }

    private ModelSet models(@Nullable Long release) {
        if (release == null) {
            return models.get(rules.live());
        }
        rules.refusal(release).ifPresent(refusal -> {
            throw refusal;
        });
        return models.get(rules.release(release));
    }

    private ModelSet compiled(CompiledRelease release) {
        return new ModelSet(release.dmn(), release.dmnFiles(), limits.allowance());
    }
}
