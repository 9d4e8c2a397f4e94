package dev.adjudge.rules;

import java.util.List;
import java.util.Map;
import org.kie.dmn.api.core.DMNRuntime;

/** Looks at the files of a release that compile, for more that is wrong. */
public interface ReleaseCheck {

    /**
     * @param files all of them, by path
     * @param models its compiled DMN models
     */
    List<RuleProblem> check(Map<String, String> files, DMNRuntime models);
}
