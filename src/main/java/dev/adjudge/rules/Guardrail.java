package dev.adjudge.rules;

/**
 * A DRL rule that judges proposals.
 *
 * @param guardrail the word that reasons carry
 * @param description the comment above it
 * @param when its condition, as written
 * @param then its consequence, as written
 */
record Guardrail(
        String name,
        String guardrail,
        Step step,
        String owner,
        String description,
        String file,
        String when,
        String then) {}
