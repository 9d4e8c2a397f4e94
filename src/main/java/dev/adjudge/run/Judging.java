package dev.adjudge.run;

import dev.adjudge.decision.RunConditions;
import dev.adjudge.fact.AccountFacts;
import dev.adjudge.fact.Campaign;
import dev.adjudge.rules.Case;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.GuardedRun;
import dev.adjudge.rules.Judged;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Brings campaigns before the guardrails, account by account: an account's campaigns see each other. */
final class Judging {

    private Judging() {}

    /** An ad account, by its platform and the platform's own id. */
    record Account(String platform, String id) {
        static Account of(Campaign campaign) {
            return new Account(campaign.platform(), campaign.accountId());
        }
    }

    /** @param known what is known of an account */
    static List<Judged> judge(
            CompiledRelease release, RunConditions now, List<Case> cases, Function<Account, AccountFacts> known) {
        Map<Account, List<Case>> byAccount = cases.stream()
                .collect(Collectors.groupingBy(
                        one -> Account.of(one.facts().campaign()), LinkedHashMap::new, Collectors.toList()));
        GuardedRun guarded = release.guard(now);
        byAccount.forEach((account, some) -> guarded.judge(known.apply(account), some));
        return guarded.finish();
    }
}
