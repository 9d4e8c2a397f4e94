package dev.adjudge.ingest;

/** What a row says of a campaign's day, by the names of the API. */
enum Field {
    DATE("date"),
    PLATFORM("platform"),
    ACCOUNT_ID("accountId"),
    CAMPAIGN_ID("campaignId"),
    CAMPAIGN_NAME("campaignName"),
    CURRENCY("currency"),
    SPEND("spend"),
    IMPRESSIONS("impressions"),
    CLICKS("clicks"),
    CONVERSIONS("conversions"),
    REVENUE("revenue");

    private static final Field[] ALL = values();

    private final String word;

    Field(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    boolean number() {
        return compareTo(SPEND) >= 0;
    }

    /** Without them a row is no row. A campaign needs its id or its name. */
    boolean required() {
        return this == DATE || this == SPEND || this == IMPRESSIONS || this == CLICKS;
    }

    static int count() {
        return ALL.length;
    }

    static Field at(int ordinal) {
        return ALL[ordinal];
    }
}
