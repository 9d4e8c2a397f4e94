package dev.adjudge.ingest.social;

import dev.adjudge.ingest.ItemWebhook;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** Who can read webhooks. */
@Singleton
class WebhookPlatforms {

    private final Instance<ItemWebhook> all;

    WebhookPlatforms(@Any Instance<ItemWebhook> all) {
        this.all = all;
    }

    ItemWebhook of(String source) {
        return all.stream()
                .filter(one -> one.source().equals(source))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody here reads webhooks of " + source));
    }
}
