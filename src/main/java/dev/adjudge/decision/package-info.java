/** What we conclude: proposals, guardrail verdicts, sealed actions, explanations. */
@NullMarked
package dev.adjudge.decision;

import org.jspecify.annotations.NullMarked;
