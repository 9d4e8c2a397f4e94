package dev.adjudge.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The steps in which guardrails judge, in order. A guardrail names its step as its {@code ruleflow-group}. */
enum Step {
    FACTS_FIRST("facts first"),
    SERVICE_GATE("service gate"),
    CONFLICTS("conflicts"),
    LIMITS("limits"),
    COOLDOWN("cooldown"),
    COMPOUNDING("compounding"),
    ACCOUNT("account"),
    BLAST_RADIUS("blast radius"),
    ROLLOUT("rollout"),
    KILL_SWITCHES("kill switches"),
    MODERATION("moderation"),
    MODERATION_ROLLOUT("moderation rollout"),
    MODERATION_SWITCHES("moderation switches");

    /** Those that need to see one account only. */
    static final List<Step> OF_ACCOUNT =
            List.of(FACTS_FIRST, SERVICE_GATE, CONFLICTS, LIMITS, COOLDOWN, COMPOUNDING, ACCOUNT);
    /** Those that need to know the whole run. */
    static final List<Step> OF_RUN = List.of(BLAST_RADIUS, ROLLOUT, KILL_SWITCHES);

    /** Those that look at comments, mentions and messages. */
    static final List<Step> OF_ITEMS = List.of(MODERATION, MODERATION_ROLLOUT, MODERATION_SWITCHES);

    private final String words;

    Step(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    static Optional<Step> of(String words) {
        return Arrays.stream(values()).filter(step -> step.words.equals(words)).findFirst();
    }
}
