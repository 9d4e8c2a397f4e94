package dev.adjudge.rules.dmn;

import dev.adjudge.platform.Problem;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.LiveRules;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The DMN models of the live release, and of any other. */
@ApplicationScoped
public class ReleaseModels {

    private final LiveRules rules;
    private final LimitSettings limits;
    private final Map<CompiledRelease, ModelSet> earlier = Collections.synchronizedMap(new WeakHashMap<>());
    private volatile @Nullable Live live;

    private record Live(CompiledRelease release, ModelSet models) {}

    ReleaseModels(LiveRules rules, LimitSettings limits) {
        this.rules = rules;
        this.limits = limits;
    }

    /** The largest request. */
    public int mostBytes() {
        return limits.body();
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
            CompiledRelease now = rules.live();
            Live known = live;
            if (known == null || known.release() != now) {
                known = new Live(now, compiled(now));
                live = known;
            }
            return known.models();
        }
        if (!rules.exists(release)) {
            throw Problem.unknown("There is no release " + release + "; the live one is "
                    + rules.live().ref().id());
        }
        return earlier.computeIfAbsent(rules.release(release), this::compiled);
    }

    private ModelSet compiled(CompiledRelease release) {
        return new ModelSet(release.dmn(), release.dmnFiles(), limits.allowance());
    }
}
