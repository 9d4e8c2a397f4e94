package dev.adjudge.connector.meta;

import dev.adjudge.ingest.ItemSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** A source for each of Meta's networks. */
class MetaItemSources {

    @Produces
    @Singleton
    ItemSource facebook(@RestClient MetaSocial social, MetaProfiles profiles, MetaInbox inbox, MetaSettings settings) {
        return new MetaItemSource(MetaNetwork.FACEBOOK, social, profiles, inbox, settings);
    }

    @Produces
    @Singleton
    ItemSource instagram(@RestClient MetaSocial social, MetaProfiles profiles, MetaInbox inbox, MetaSettings settings) {
        return new MetaItemSource(MetaNetwork.INSTAGRAM, social, profiles, inbox, settings);
    }
}
