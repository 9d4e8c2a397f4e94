package dev.adjudge.decision;

/**
 * What a decision is about.
 *
 * @param kind {@code campaign} for now
 * @param account the account that holds it on its platform
 * @param id the platform's own id
 */
public record Subject(String kind, String platform, String account, String id) {

    public static Subject campaign(String platform, String account, String id) {
        return new Subject("campaign", platform, account, id);
    }

    @Override
    public String toString() {
        return platform + ":" + id;
    }
}
