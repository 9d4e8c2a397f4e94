package dev.adjudge.rules;

import java.util.List;

/** Looks at the files of a release that compile, for more that is wrong. */
public interface ReleaseCheck {

    List<RuleProblem> check(CompiledRelease release);
}
