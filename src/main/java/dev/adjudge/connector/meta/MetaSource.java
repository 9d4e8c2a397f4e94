package dev.adjudge.connector.meta;

import dev.adjudge.connector.Answers;
import dev.adjudge.connector.meta.MetaGraph.Account;
import dev.adjudge.connector.meta.MetaGraph.CampaignNode;
import dev.adjudge.connector.meta.MetaGraph.Insight;
import dev.adjudge.connector.meta.MetaGraph.Page;
import dev.adjudge.ingest.FactSink;
import dev.adjudge.ingest.FactSource;
import dev.adjudge.ingest.FactSourceUnavailable;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** Campaigns and their days as Meta reports them, account by account, page by page. */
@Singleton
class MetaSource implements FactSource {

    static final String ACCOUNT_FIELDS = "account_id,name,currency,timezone_name";
    static final String CAMPAIGN_FIELDS =
            "id,name,status,daily_budget,lifetime_budget,created_time,start_time,stop_time";
    static final String INSIGHT_FIELDS =
            "campaign_id,campaign_name,objective,spend,impressions,clicks,actions,action_values";
    private static final String ALL_BUT_DELETED = "[\"ACTIVE\",\"PAUSED\",\"ARCHIVED\",\"IN_PROCESS\",\"WITH_ISSUES\"]";

    private final MetaGraph graph;
    private final MetaSettings settings;
    private final MetaFacts facts;

    MetaSource(@RestClient MetaGraph graph, MetaSettings settings, MetaFacts facts) {
        this.graph = graph;
        this.settings = settings;
        this.facts = facts;
    }

    @Override
    public String platform() {
        return MetaFacts.PLATFORM;
    }

    @Override
    public void pull(LocalDate from, LocalDate to, FactSink sink) throws FactSourceUnavailable {
        Answers.forPullOfDays(platform(), () -> accounts(account -> pull(account, from, to, sink)));
    }

    @Override
    public void pullCampaigns(FactSink sink) throws FactSourceUnavailable {
        Answers.forPull(
                platform(),
                () -> accounts(account -> campaigns(account, node -> sink.campaign(facts.campaign(account, node)))));
    }

    private void campaigns(Account account, Consumer<CampaignNode> each) {
        pages(
                after -> graph.campaigns(
                        account.accountId(), CAMPAIGN_FIELDS, ALL_BUT_DELETED, settings.pageSize(), after),
                each);
    }

    private void accounts(Consumer<Account> each) {
        Optional<List<String>> named = settings.accounts();
        if (named.isPresent()) {
            named.get().forEach(id -> each.accept(Answers.patiently(() -> graph.account(id, ACCOUNT_FIELDS))));
        } else {
            pages(after -> graph.accounts(ACCOUNT_FIELDS, settings.pageSize(), after), each);
        }
    }

    private void pull(Account account, LocalDate from, LocalDate to, FactSink sink) {
        Set<String> told = new HashSet<>();
        campaigns(account, node -> {
            told.add(node.id());
            sink.campaign(facts.campaign(account, node));
        });
        String range = "{\"since\":\"" + from + "\",\"until\":\"" + to + "\"}";
        pages(
                after -> graph.insights(
                        account.accountId(), "campaign", "1", range, INSIGHT_FIELDS, settings.pageSize(), after),
                (Insight day) -> {
                    if (told.add(day.campaignId())) {
                        sink.campaign(facts.deleted(account, day));
                    }
                    sink.day(facts.day(account, day));
                });
    }

    private static <T> void pages(Function<@Nullable String, Page<T>> page, Consumer<T> each) {
        String after = null;
        do {
            String at = after;
            Page<T> next = Answers.patiently(() -> page.apply(at));
            next.data().forEach(each);
            after = next.next();
        } while (after != null);
    }
}
