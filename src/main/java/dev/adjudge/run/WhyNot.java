package dev.adjudge.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.audit.DecisionLog;
import dev.adjudge.audit.FactsJson;
import dev.adjudge.audit.StoredDecision;
import dev.adjudge.decision.Matched;
import dev.adjudge.decision.ReleaseRef;
import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.fact.CampaignKey;
import dev.adjudge.platform.Problem;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.LiveRules;
import dev.adjudge.rules.RuleTrace;
import dev.adjudge.warehouse.CampaignFactsReader;
import dev.adjudge.warehouse.FactsQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a rule did, or did not, act on a campaign in a run. A campaign that matched a rule is judged by the facts stored with
 * its decision; one that matched none by its facts read again: figures as of the run's date and as known at its moment, but
 * name, status and budgets as they are now, for of those no earlier values are kept.
 */
@ApplicationScoped
public class WhyNot {

    private final Runs runs;
    private final DecisionLog decisions;
    private final CampaignFactsReader facts;
    private final LiveRules rules;

    WhyNot(Runs runs, DecisionLog decisions, CampaignFactsReader facts, LiveRules rules) {
        this.runs = runs;
        this.decisions = decisions;
        this.facts = facts;
        this.rules = rules;
    }

    /** What each rule of the run's release says of the subject. */
    public record Answer(
            UUID run, String platform, String subject, ReleaseRef release, JsonNode facts, List<RuleAnswer> rules) {}

    /**
     * What one rule says.
     *
     * @param outcome {@code hit} (its proposal was allowed), {@code held}, {@code suppressed} or {@code no-hit}
     * @param failed the first condition that was not met, for {@code no-hit}; null when the figures meet all of them but
     *     the run did not judge the campaign, and the reason then says why
     * @param reason in words
     */
    public record RuleAnswer(
            String rule, int row, String ruleId, String outcome, Matched.@Nullable Tested failed, String reason) {}

    /**
     * Asks.
     *
     * @param platform may be null when only one platform has a campaign of that id
     * @param rule a single rule; all when null
     */
    public Answer ask(UUID runId, @Nullable String platform, String campaignId, @Nullable String rule) {
        RunRow run = runs.findByIdOptional(runId)
                .orElseThrow(() -> Problem.unknown("There is no run " + runId + "; GET /api/runs lists them"));
        Long releaseId = run.releaseId;
        Instant knownAt = run.knownAt;
        if (!run.status.equals("completed") || releaseId == null || knownAt == null) {
            throw Problem.conflict("Run " + runId + " is " + run.status + "; ask again when it is completed");
        }
        if (run.trigger.equals(Run.Trigger.MODERATION.word())) {
            throw Problem.conflict(
                    "Run " + runId + " judged comments. Of their table the first row that fits speaks; GET"
                            + " /api/decisions?run=" + runId + " has it for each, with what it tested");
        }
        CampaignKey campaign = resolve(platform, campaignId);
        CompiledRelease release = rules.release(releaseId);
        Optional<StoredDecision> decision = decisions.find(runId, campaign.platform(), campaign.campaignId());
        CampaignFacts seen = decision.map(d -> FactsJson.read(d.facts()))
                .or(() -> facts.readOne(new FactsQuery(
                        run.asOf, knownAt, run.momentWhenStartedAt(knownAt), null, null, List.of(campaign))))
                .orElseThrow();
        List<RuleAnswer> answers = new ArrayList<>();
        for (RuleTrace trace : release.trace(seen)) {
            if (rule == null || rule.equals(trace.rule())) {
                answers.add(answer(trace, run, seen, decision.orElse(null)));
            }
        }
        if (answers.isEmpty()) {
            throw Problem.unknown("Release " + releaseId + " has no rule '" + rule + "'; it has "
                    + String.join(
                            ", ",
                            release.trace(seen).stream().map(RuleTrace::rule).toList()));
        }
        return new Answer(
                runId, campaign.platform(), campaign.campaignId(), release.ref(), FactsJson.tree(seen), answers);
    }

    private CampaignKey resolve(@Nullable String platform, String campaignId) {
        List<CampaignKey> named = facts.named(platform, campaignId);
        if (named.isEmpty()) {
            throw Problem.unknown("There is no campaign '" + campaignId + "'"
                    + (platform == null ? "" : " on " + platform) + "; GET /api/campaigns lists them");
        }
        if (named.size() > 1) {
            throw Problem.wrong("Several platforms have a campaign '" + campaignId + "': "
                    + String.join(
                            ", ", named.stream().map(CampaignKey::platform).toList())
                    + "; name one with platform=");
        }
        return named.get(0);
    }

    private static RuleAnswer answer(
            RuleTrace trace, RunRow run, CampaignFacts seen, @Nullable StoredDecision decision) {
        Matched.Tested failed = trace.failed();
        if (failed != null) {
            String value = failed.value() == null ? "not known" : String.valueOf(failed.value());
            return answer(trace, "no-hit", failed.input() + " is " + value + ", not " + failed.test());
        }
        if (decision != null) {
            for (JsonNode verdict : decision.verdicts()) {
                if (verdict.path("rule").asText().equals(trace.rule())) {
                    String word = verdict.path("verdict").asText();
                    return answer(
                            trace,
                            word.equals("allowed") ? "hit" : word,
                            verdict.path("reason").asText());
                }
            }
        }
        return answer(trace, "no-hit", absence(run, seen.campaign()));
    }

    /** Why a run concluded nothing of a campaign whose figures meet every condition. */
    private static String absence(RunRow run, Campaign campaign) {
        if (run.platforms != null && !run.platforms.contains(campaign.platform())) {
            return "the run was asked for " + String.join(", ", run.platforms) + " only";
        }
        if (run.accountIds != null && !run.accountIds.contains(campaign.accountId())) {
            return "the run was asked for account " + String.join(", ", run.accountIds) + " only; this campaign is in "
                    + campaign.accountId();
        }
        for (JsonNode failure : run.facts.path("failures")) {
            if (failure.at("/campaign/platform").asText().equals(campaign.platform())
                    && failure.at("/campaign/campaignId").asText().equals(campaign.campaignId())) {
                return "the campaign could not be evaluated: "
                        + failure.path("message").asText();
            }
        }
        return "its figures meet every condition, but the run concluded nothing of it: its status, budgets or account"
                + " were others then (it is " + campaign.status().word() + " now)";
    }

    private static RuleAnswer answer(RuleTrace trace, String outcome, String reason) {
        return new RuleAnswer(trace.rule(), trace.row(), trace.ruleId(), outcome, trace.failed(), reason);
    }
}
