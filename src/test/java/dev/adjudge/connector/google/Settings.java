package dev.adjudge.connector.google;

import java.util.List;
import java.util.Optional;

/** How Google Ads is spoken to in a test. */
record Settings(Optional<String> clientId, Optional<String> loginCustomerId) implements GoogleSettings {

    @Override
    public Optional<String> url() {
        return Optional.empty();
    }

    @Override
    public Optional<String> token() {
        return Optional.empty();
    }

    @Override
    public Optional<String> clientSecret() {
        return Optional.of("secret");
    }

    @Override
    public Optional<String> refreshToken() {
        return Optional.of("refresh");
    }

    @Override
    public String tokenUrl() {
        return "https://tokens.test";
    }

    @Override
    public Optional<String> developerToken() {
        return Optional.empty();
    }

    @Override
    public Optional<List<String>> customers() {
        return Optional.empty();
    }

    @Override
    public int daysPerRequest() {
        return 7;
    }
}
