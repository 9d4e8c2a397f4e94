package dev.adjudge.api;

import dev.adjudge.api.CampaignQuestion.Metadata;
import dev.adjudge.api.CampaignQuestion.Past;
import dev.adjudge.fact.AccountFacts;
import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.fact.CampaignKey;
import dev.adjudge.fact.PastAction;
import dev.adjudge.fact.Windows;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.run.Question;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what a program sent into facts, and names everything wrong in it at once. */
@ApplicationScoped
class QuestionChecks {

    private static final int MOST_ERRORS = 100;
    private static final int MOST_ACTIONS = 1_000;
    private static final Set<String> KINDS = Set.of("pause", "resume", "change_budget", "notify");
    /** Clocks differ a little; what is further ahead is a mistake. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final CampaignChecks campaigns;
    private final Clock clock;

    QuestionChecks(CampaignChecks campaigns, Clock clock) {
        this.campaigns = campaigns;
        this.clock = clock;
    }

    Question one(@Nullable CampaignQuestion asked) {
        Pointed errors = new Pointed("");
        Question question = read(asked, errors);
        throwAny(errors.list());
        return Objects.requireNonNull(question);
    }

    List<Question> all(List<@Nullable CampaignQuestion> asked) {
        List<FieldError> errors = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        Map<CampaignKey, Integer> seen = new HashMap<>();
        Map<List<String>, AccountFacts> accounts = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            Pointed here = new Pointed("/" + i);
            Question question = read(asked.get(i), here);
            if (question != null) {
                Integer before = seen.putIfAbsent(question.facts().campaign().key(), i);
                if (before != null) {
                    here.add("/campaign", "is the campaign of /" + before + " again; send each campaign once");
                }
                AccountFacts account = question.account();
                if (account != null
                        && !account.equals(accounts.computeIfAbsent(
                                List.of(account.platform(), account.accountId()), first -> account))) {
                    here.add(
                            "/account",
                            "differs from what was sent of " + account.platform() + ":" + account.accountId()
                                    + " before; send it once, or the same each time");
                }
                questions.add(question);
            }
            errors.addAll(here.list());
        }
        throwAny(errors);
        return questions;
    }

    private static void throwAny(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw Problem.wrong(
                    "The facts can't be decided on",
                    errors.stream().limit(MOST_ERRORS).toArray(FieldError[]::new));
        }
    }

    /** Null when something is wrong with it. */
    private @Nullable Question read(@Nullable CampaignQuestion asked, Pointed errors) {
        Metadata metadata = asked == null ? null : asked.campaign();
        if (asked == null || metadata == null) {
            errors.add(asked == null ? "" : "/campaign", "is missing; send {\"campaign\":{…},\"windows\":{…}}");
            return null;
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate asOf = Objects.requireNonNullElse(asked.asOf(), today);
        if (asOf.isAfter(today.plusDays(1)) || asOf.getYear() < 2000) {
            errors.add("/asOf", "is " + asOf + "; send a date from 2000-01-01 to " + today.plusDays(1));
            return null;
        }
        Windows windows = new WindowChecks(asOf, errors.at("/windows")).read(asked.windows());
        Campaign campaign = campaign(metadata, errors.at("/campaign"));
        Integer days = days(metadata, campaign, asOf, errors.at("/campaign"));
        Long impressions = errors.at("/campaign").count("/impressions14d", metadata.impressions14d());
        Long age = errors.at("/campaign").count("/dataAgeHours", metadata.dataAgeHours());
        Long complaints = errors.at("/campaign").count("/complaints24h", metadata.complaints24h());
        List<PastAction> recent = recent(asked.recentActions(), errors.at("/recentActions"));
        AccountFacts account = account(asked.account(), campaign, errors.at("/account"));
        if (!errors.list().isEmpty()) {
            return null;
        }
        return new Question(
                new CampaignFacts(
                        campaign,
                        asOf,
                        windows,
                        days,
                        impressions == null ? windows.d14().impressions() : impressions,
                        age == null ? Long.valueOf(0) : age,
                        recent,
                        complaints == null ? 0 : complaints),
                account);
    }

    private Campaign campaign(Metadata metadata, Pointed errors) {
        CampaignKey key = new CampaignKey(
                Objects.requireNonNullElse(metadata.platform(), ""),
                Objects.requireNonNullElse(metadata.campaignId(), ""));
        List<FieldError> wrong = new ArrayList<>();
        Campaign campaign = campaigns.campaign(key, metadata.given(), null, wrong);
        // A name that was left out is the id, which has been complained of already.
        wrong.removeIf(error -> metadata.name() == null && error.pointer().equals("/name"));
        wrong.forEach(error -> errors.add(error.pointer(), error.detail()));
        return campaign;
    }

    private static @Nullable Integer days(Metadata metadata, Campaign campaign, LocalDate asOf, Pointed errors) {
        Long given = errors.count("/daysSinceLaunch", metadata.daysSinceLaunch());
        if (given != null) {
            return (int) Math.min(given, Integer.MAX_VALUE);
        }
        LocalDate launch = campaign.launch();
        return launch == null || launch.isAfter(asOf) ? null : (int) ChronoUnit.DAYS.between(launch, asOf);
    }

    private List<PastAction> recent(@Nullable List<@Nullable Past> actions, Pointed errors) {
        if (actions == null) {
            return List.of();
        }
        if (actions.size() > MOST_ACTIONS) {
            errors.add("", "has " + actions.size() + " actions; at most " + MOST_ACTIONS + " are allowed");
            return List.of();
        }
        Instant latest = clock.instant().plus(CLOCK_SKEW);
        List<PastAction> recent = new ArrayList<>();
        for (int i = 0; i < actions.size(); i++) {
            Past past = actions.get(i);
            Pointed here = errors.at("/" + i);
            if (past == null || past.kind() == null || !KINDS.contains(past.kind())) {
                here.add(
                        "/kind",
                        "is " + (past == null || past.kind() == null ? "missing" : "'" + past.kind() + "'")
                                + "; send one of pause, resume, change_budget, notify");
                continue;
            }
            Instant at = past.at();
            if (at == null || at.isAfter(latest)) {
                here.add(
                        "/at",
                        at == null ? "is missing; send a time such as 2026-11-21T08:00:00Z" : "is in the future");
                continue;
            }
            here.budget("/before", past.before());
            here.budget("/after", past.after());
            recent.add(new PastAction(
                    past.kind(),
                    past.rule(),
                    at,
                    past.before(),
                    past.after(),
                    past.manual() == null ? past.rule() == null : past.manual()));
        }
        return recent;
    }

    private static @Nullable AccountFacts account(
            CampaignQuestion.@Nullable Account given, Campaign campaign, Pointed errors) {
        if (given == null) {
            return null;
        }
        Long active = errors.count("/activeCampaigns", given.activeCampaigns());
        BigDecimal budget = given.dailyBudget();
        if (given.activeCampaigns() == null) {
            errors.add("/activeCampaigns", "is missing");
        }
        if (budget == null) {
            errors.add("/dailyBudget", "is missing");
        }
        errors.budget("/dailyBudget", budget);
        errors.budget("/raisedToday", given.raisedToday());
        return active == null || budget == null
                ? null
                : new AccountFacts(
                        campaign.platform(),
                        campaign.accountId(),
                        (int) Math.min(active, Integer.MAX_VALUE),
                        budget,
                        Objects.requireNonNullElse(given.raisedToday(), BigDecimal.ZERO));
    }
}
