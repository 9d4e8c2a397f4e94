package dev.adjudge.decision;

import dev.adjudge.fact.SocialItem;

/**
 * What a decision is about.
 *
 * @param kind {@link #CAMPAIGN} or {@link #ITEM}
 * @param account the account that holds it on its platform: of an item the page or profile that it was written to
 * @param id the platform's own id
 */
public record Subject(String kind, String platform, String account, String id) {

    public static final String CAMPAIGN = "campaign";

    /** A comment, a mention or a message of somebody outside. */
    public static final String ITEM = "item";

    public static Subject campaign(String platform, String account, String id) {
        return new Subject(CAMPAIGN, platform, account, id);
    }

    public static Subject item(String platform, String account, String id) {
        return new Subject(ITEM, platform, account, id);
    }

    public static Subject of(SocialItem item) {
        return item(item.platform(), item.accountId(), item.objectId());
    }

    /** The company that runs the platform, by the name that campaigns have it under: Facebook and Instagram are Meta's. */
    public String owner() {
        return platform.equals("facebook") || platform.equals("instagram") ? "meta" : platform;
    }

    @Override
    public String toString() {
        return platform + ":" + id;
    }
}
