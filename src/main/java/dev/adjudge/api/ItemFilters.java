package dev.adjudge.api;

import dev.adjudge.platform.TimeRange;
import dev.adjudge.platform.vault.Person;
import dev.adjudge.platform.vault.Vault;
import dev.adjudge.warehouse.ItemFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads which items are meant. */
@ApplicationScoped
class ItemFilters {

    static final List<String> STATUSES = List.of("new", "needs_person", "handled", "passed");

    private final Vault vault;

    ItemFilters(Vault vault) {
        this.vault = vault;
    }

    /** The query parameters that lists of items share. */
    public static final class Asked {

        @QueryParam("platform")
        @Nullable String platform;

        @QueryParam("account")
        @Nullable String account;

        @QueryParam("intent")
        @Nullable String intent;

        @QueryParam("sentiment")
        @Nullable String sentiment;

        @QueryParam("post")
        @Nullable String post;

        @QueryParam("campaign")
        @Nullable String campaign;

        @QueryParam("rule")
        @Nullable String rule;

        @QueryParam("user")
        @Nullable String user;
    }

    ItemFilter read(Asked asked, @Nullable String status, @Nullable String leasedBy, @Nullable TimeRange received) {
        Choice.check("status", said(status), STATUSES.toArray(String[]::new));
        Choice.check("platform", said(asked.platform), ItemChecks.PLATFORMS.toArray(String[]::new));
        Choice.check("intent", said(asked.intent), CommentChecks.INTENTS.toArray(String[]::new));
        Choice.check("sentiment", said(asked.sentiment), CommentChecks.SENTIMENTS.toArray(String[]::new));
        return new ItemFilter(
                said(status),
                said(asked.platform),
                said(asked.account),
                said(asked.intent),
                said(asked.sentiment),
                said(asked.post),
                said(asked.campaign),
                said(asked.rule),
                people(said(asked.platform), said(asked.user)),
                leasedBy,
                received == null ? null : received.from(),
                received == null ? null : received.to());
    }

    /** A person is found by their hash; the same id on another platform is somebody else. */
    @Nullable List<String> people(@Nullable String platform, @Nullable String user) {
        if (user == null) {
            return null;
        }
        return (platform == null ? ItemChecks.PLATFORMS : List.of(platform))
                .stream().map(each -> vault.person(new Person(each, user))).toList();
    }

    static @Nullable String said(@Nullable String parameter) {
        return parameter == null || parameter.isEmpty() || parameter.indexOf('\0') >= 0 ? null : parameter;
    }
}
