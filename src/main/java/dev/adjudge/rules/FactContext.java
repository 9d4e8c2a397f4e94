package dev.adjudge.rules;

import dev.adjudge.decision.Condition.Kind;
import dev.adjudge.fact.Anomaly;
import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ItemFacts;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.fact.Window;
import dev.adjudge.fact.Windows;
import dev.adjudge.rules.engine.Measured;
import java.math.BigDecimal;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Facts under the names that DMN tables use. A figure is computed when a table asks for it: most ask for few. */
public final class FactContext {

    private static final Set<String> TEXTS =
            Set.of("platform", "accountId", "campaignId", "name", "status", "currency");
    private static final Shape<Window> WINDOW = new Shape<Window>()
            .with("days", window -> BigDecimal.valueOf(window.days()))
            .with("spend", Window::spend)
            .with("impressions", window -> decimal(window.impressions()))
            .with("clicks", window -> decimal(window.clicks()))
            .with("conversions", Window::conversions)
            .with("revenue", Window::revenue)
            .with("cpl", Window::cpl)
            .with("roas", Window::roas)
            .with("ctr", Window::ctr)
            .with("cpc", Window::cpc)
            .with("cpm", Window::cpm)
            .with("cvr", Window::cvr);
    private static final Shape<Windows> WINDOWS = new Shape<Windows>()
            .with("d1", windows -> WINDOW.of(windows.d1()))
            .with("d3", windows -> WINDOW.of(windows.d3()))
            .with("d7", windows -> WINDOW.of(windows.d7()))
            .with("d14", windows -> WINDOW.of(windows.d14()))
            .with("d30", windows -> WINDOW.of(windows.d30()))
            .with("p7", windows -> WINDOW.of(windows.p7()));
    private static final Shape<CampaignFacts> CAMPAIGN = new Shape<CampaignFacts>()
            .with("platform", facts -> facts.campaign().platform())
            .with("accountId", facts -> facts.campaign().accountId())
            .with("campaignId", facts -> facts.campaign().campaignId())
            .with("name", facts -> facts.campaign().name())
            .with("status", facts -> facts.campaign().status().word())
            .with("dailyBudget", facts -> facts.campaign().dailyBudget())
            .with("lifetimeBudget", facts -> facts.campaign().lifetimeBudget())
            .with("currency", facts -> facts.campaign().currency())
            .with("daysSinceLaunch", facts -> decimal(facts.daysSinceLaunch()))
            .with("impressions14d", facts -> decimal(facts.impressions14d()))
            .with("dataAgeHours", facts -> decimal(facts.dataAgeHours()))
            .with("complaints24h", facts -> decimal(facts.complaints24h()));

    private static final Shape<Anomaly> ANOMALY = new Shape<Anomaly>()
            .with("kind", Anomaly::kind)
            .with("subject", Anomaly::subject)
            .with("count", anomaly -> BigDecimal.valueOf(anomaly.count()))
            .with("usual", Anomaly::usual)
            .with("times", Anomaly::times);

    private static final Shape<SocialItem> ITEM = new Shape<SocialItem>()
            .with("platform", SocialItem::platform)
            .with("accountId", SocialItem::accountId)
            .with("objectType", SocialItem::objectType)
            .with("reach", item -> BigDecimal.valueOf(item.reach()));
    private static final Shape<ItemFacts> CLASSIFICATION = new Shape<ItemFacts>()
            .with("intent", said(classification -> classification.intent().word()))
            .with("confidence", said(Classification::confidence))
            .with("sentiment", said(classification -> classification.sentiment().word()))
            .with("sentimentConfidence", said(Classification::sentimentConfidence))
            .with("replyRequired", said(Classification::replyRequired))
            .with("flags", said(classification -> classification.flags().stream()
                    .sorted()
                    .toList()));
    private static final Shape<ItemFacts.Author> AUTHOR = new Shape<ItemFacts.Author>()
            .with("hiddenItems", author -> BigDecimal.valueOf(author.hiddenItems()))
            .with("repliesToday", author -> BigDecimal.valueOf(author.repliesToday()));
    private static final Shape<ItemFacts.Post> POST = new Shape<ItemFacts.Post>()
            .with("items", post -> BigDecimal.valueOf(post.items()))
            .with("alikeUsers", post -> BigDecimal.valueOf(post.alikeUsers()))
            .with("burst", ItemFacts.Post::burst)
            .with("repliesToday", post -> BigDecimal.valueOf(post.repliesToday()));

    private FactContext() {}

    private static Function<ItemFacts, @Nullable Object> said(Function<Classification, @Nullable Object> what) {
        return facts -> facts.classification() == null ? null : what.apply(facts.classification());
    }

    /** The inputs of {@code Moderation Policy}. */
    static Map<String, Object> of(ItemFacts facts) {
        return Map.of(
                "item",
                ITEM.of(facts.item()),
                "classification",
                CLASSIFICATION.of(facts),
                "author",
                AUTHOR.of(facts.author()),
                "post",
                POST.of(facts.post()));
    }

    /** What {@code Moderation Limits} looks at. */
    static Map<String, Object> limitsOf(SocialItem item) {
        return Map.of("item", ITEM.of(item));
    }

    /** The inputs of {@code Campaign Optimization}. */
    public static Map<String, Object> of(CampaignFacts facts) {
        return Map.of("campaign", CAMPAIGN.of(facts), "windows", WINDOWS.of(facts.windows()));
    }

    /** Every figure of a campaign, by the name that tables use, and by the same without its first word. */
    static Map<String, Kind> campaignFields() {
        Map<String, Kind> fields = new LinkedHashMap<>();
        CAMPAIGN.figures.keySet().forEach(name -> {
            Kind kind = TEXTS.contains(name) ? Kind.TEXT : Kind.NUMBER;
            fields.put("campaign." + name, kind);
            fields.put(name, kind);
        });
        for (String window : WINDOWS.figures.keySet()) {
            for (String figure : WINDOW.figures.keySet()) {
                fields.put("windows." + window + "." + figure, Kind.NUMBER);
                fields.put(window + "." + figure, Kind.NUMBER);
            }
        }
        return fields;
    }

    /** The figure of one of those names. */
    static @Nullable Object figure(CampaignFacts facts, String name) {
        boolean whole = name.startsWith("campaign.") || name.startsWith("windows.");
        String full = whole ? name : (CAMPAIGN.figures.containsKey(name) ? "campaign." : "windows.") + name;
        @Nullable Object at = of(facts);
        for (String part : full.split("\\.", -1)) {
            at = at instanceof Map<?, ?> figures ? figures.get(part) : null;
        }
        return at;
    }

    /** The inputs of {@code Alert Routing}. */
    static Map<String, Object> of(Anomaly anomaly) {
        return Map.of("anomaly", ANOMALY.of(anomaly));
    }

    /** The inputs of {@code Guardrail Limits}; no campaign for the limits of the whole account. */
    static Map<String, @Nullable Object> of(String platform, String account, @Nullable String campaign) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        inputs.put("platform", platform);
        inputs.put("account", account);
        inputs.put("campaign", campaign);
        return inputs;
    }

    static Map<String, @Nullable Object> limitsOf(Campaign campaign) {
        return of(campaign.platform(), campaign.accountId(), campaign.campaignId());
    }

    private static @Nullable BigDecimal decimal(@Nullable Number count) {
        return count == null ? null : BigDecimal.valueOf(count.longValue());
    }

    private static final class Shape<T> {
        private final Map<String, Function<T, @Nullable Object>> figures = new LinkedHashMap<>();

        Shape<T> with(String name, Function<T, @Nullable Object> figure) {
            figures.put(name, figure);
            return this;
        }

        Map<String, @Nullable Object> of(T subject) {
            return new View<>(figures, subject);
        }
    }

    private static final class View<T> extends AbstractMap<String, @Nullable Object> implements Measured {
        private final Map<String, Function<T, @Nullable Object>> figures;
        private final T subject;

        View(Map<String, Function<T, @Nullable Object>> figures, T subject) {
            this.figures = figures;
            this.subject = subject;
        }

        @Override
        public @Nullable Object get(@Nullable Object name) {
            Function<T, @Nullable Object> figure = figures.get(name);
            return figure == null ? null : figure.apply(subject);
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return figures.containsKey(name);
        }

        /** The evaluator writes its variables into messages that nobody logs; all the figures would be worked out for it. */
        @Override
        public String toString() {
            return "facts";
        }

        @Override
        public Set<Map.Entry<String, @Nullable Object>> entrySet() {
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            figures.forEach((name, figure) -> all.put(name, figure.apply(subject)));
            return all.entrySet();
        }
    }
}
