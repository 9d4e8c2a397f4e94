package dev.adjudge.rules;

import java.util.List;
import java.util.Optional;

/** What a release says of comments, mentions and messages. */
record ModerationRules(ItemRules items, ModerationLimitRules limits) {

    /** Releases that were made before there was such a model have none. */
    static Optional<ModerationRules> in(DmnModels models, List<RuleProblem> problems) {
        Optional<ItemRules> items = ItemRules.in(models, problems);
        return items.isEmpty()
                ? Optional.empty()
                : ModerationLimitRules.in(models, problems).map(limits -> new ModerationRules(items.get(), limits));
    }
}
