/** The words that guardrails are written in: what a DRL file may look at, and what it may conclude. */
@NullMarked
package dev.adjudge.rules.guard;

import org.jspecify.annotations.NullMarked;
