package dev.adjudge.connector.google;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** How Google Ads is spoken to. */
@ConfigMapping(prefix = "adjudge.connector.google-ads")
interface GoogleSettings {

    /** Another address than Google's own. */
    Optional<String> url();

    /** An OAuth2 access token; better the three below, with which one is fetched. Without either the sandbox answers. */
    Optional<String> token();

    /** Of the OAuth2 client that the account's owner allowed. */
    Optional<String> clientId();

    Optional<String> clientSecret();

    /** What access tokens are fetched with. */
    Optional<String> refreshToken();

    /** Where they are fetched. */
    @WithDefault("https://oauth2.googleapis.com/token")
    String tokenUrl();

    Optional<String> developerToken();

    /** The manager account through which the customers are reached, if any; digits only. */
    Optional<String> loginCustomerId();

    /** Customer ids, digits only; when none is named all that the manager account leads to, or the token reaches directly. */
    Optional<List<String>> customers();

    /** Days asked for at once: an answer is held in memory. */
    @WithDefault("7")
    int daysPerRequest();
}
