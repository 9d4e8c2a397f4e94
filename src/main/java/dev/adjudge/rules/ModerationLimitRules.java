package dev.adjudge.rules;

import dev.adjudge.fact.SocialItem;
import dev.adjudge.rules.guard.ModerationLimits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The table {@code Moderation Limits}: from where on something is a burst, or somebody a repeat offender. */
record ModerationLimitRules(DmnDecision decision) {

    private static final String DECISION = "Moderation Limits";
    private static final List<String> OUTPUTS = List.of(
            "offenderItems",
            "offenderDays",
            "burstItems",
            "burstSeconds",
            "alikeUsers",
            "alikeMinutes",
            "burstMinutes",
            "authorReplies",
            "postReplies");

    static Optional<ModerationLimitRules> in(DmnModels models, List<RuleProblem> problems) {
        return models.table(ItemRules.MODEL, DECISION).map(decision -> {
            for (Table.Row row : decision.table().rows()) {
                RowCheck check = new RowCheck(decision.table(), row, problems);
                OUTPUTS.forEach(check::whole);
                check.annotated("Rule");
                check.annotated("Owner");
                check.annotated("Description");
            }
            return new ModerationLimitRules(decision);
        });
    }

    ModerationLimits of(SocialItem item, Memory memory) {
        Object row = memory.recall(decision, FactContext.limitsOf(item));
        if (!(row instanceof Map<?, ?> limits)) {
            throw new RuleFailure("no row of " + DECISION + " covers " + item.platform() + ":" + item.accountId());
        }
        return new ModerationLimits(
                whole(limits, 0),
                whole(limits, 1),
                whole(limits, 2),
                whole(limits, 3),
                whole(limits, 4),
                whole(limits, 5),
                whole(limits, 6),
                whole(limits, 7),
                whole(limits, 8));
    }

    private static long whole(Map<?, ?> limits, int output) {
        return ((BigDecimal) Objects.requireNonNull(limits.get(OUTPUTS.get(output)), OUTPUTS.get(output)))
                .longValueExact();
    }
}
