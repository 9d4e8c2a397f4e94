package dev.adjudge.connector.meta;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How Meta is spoken to, and what its figures are taken for. */
@ConfigMapping(prefix = "adjudge.connector.meta")
interface MetaSettings {

    /** Another address than Meta's own. */
    Optional<String> url();

    /** An access token of a system user; without one the sandbox answers. */
    Optional<String> token();

    /** Ids of ad accounts, without {@code act_}; all that the token sees when none is named. */
    Optional<List<String>> accounts();

    /** The action types that are a conversion. One result has several types; only those that don't overlap belong here. */
    @WithDefault("lead,purchase")
    Set<String> conversionActions();

    /** Currencies in which Meta counts budgets in whole units, not in hundredths. */
    @WithDefault("CLP,COP,CRC,HUF,ISK,IDR,JPY,KRW,PYG,TWD,VND")
    Set<String> wholeUnitCurrencies();

    @WithDefault("500")
    int pageSize();

    /**
     * What Meta signs its webhooks with; two while one takes the other's place. Without it those of the sandbox are signed with {@code
     * adjudge.sandbox.app-secret}.
     */
    Optional<List<String>> appSecret();

    /** What Meta says when it asks whether this address wants its webhooks. */
    Optional<String> verifyToken();

    /** Ids of pages whose comments are looked at, with the Instagram profiles they hold; all that the token sees when none is named. */
    Optional<List<String>> pages();

    /** How many of a page's or profile's latest posts are looked at for comments. */
    @WithDefault("25")
    int posts();

    /** Posts, comments or conversations a page. */
    @WithDefault("100")
    int socialPageSize();
}
