package dev.adjudge.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.FactsJson;
import dev.adjudge.audit.Happening;
import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.fact.CampaignKey;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.warehouse.CampaignFactsReader;
import dev.adjudge.warehouse.Campaigns;
import dev.adjudge.warehouse.Campaigns.Put;
import dev.adjudge.warehouse.FactsQuery;
import dev.adjudge.warehouse.StoredCampaign;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Campaigns' metadata. */
@Path("/api/campaigns")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Facts")
final class CampaignResource {

    private final Campaigns campaigns;
    private final CampaignFactsReader facts;
    private final CampaignChecks checks;
    private final AuditLog audit;
    private final Callers callers;
    private final Clock clock;

    CampaignResource(
            Campaigns campaigns,
            CampaignFactsReader facts,
            CampaignChecks checks,
            AuditLog audit,
            Callers callers,
            Clock clock) {
        this.campaigns = campaigns;
        this.facts = facts;
        this.checks = checks;
        this.audit = audit;
        this.callers = callers;
        this.clock = clock;
    }

    /** Metadata as the API gives it. */
    public record Metadata(
            String platform,
            String accountId,
            String campaignId,
            String name,
            String status,
            @Nullable BigDecimal dailyBudget,
            @Nullable BigDecimal lifetimeBudget,
            String currency,
            @Nullable LocalDate startDate,
            @Nullable Instant createdTime,
            String timeZone,
            @Nullable Instant lastSyncedAt) {

        static Metadata of(Campaign campaign) {
            return new Metadata(
                    campaign.platform(),
                    campaign.accountId(),
                    campaign.campaignId(),
                    campaign.name(),
                    campaign.status().word(),
                    campaign.dailyBudget(),
                    campaign.lifetimeBudget(),
                    campaign.currency(),
                    campaign.startDate(),
                    campaign.createdTime(),
                    campaign.timeZone(),
                    campaign.lastSyncedAt());
        }
    }

    /** A campaign with the windows that rules would see today. */
    public record WithWindows(@JsonUnwrapped Metadata metadata, LocalDate asOf, JsonNode windows) {

        static WithWindows of(Campaign campaign, CampaignFacts known) {
            return new WithWindows(Metadata.of(campaign), known.asOf(), FactsJson.windowsTree(known.windows()));
        }
    }

    @GET
    @Operation(summary = "Campaigns with their windows as of today, by platform and id")
    public Page<WithWindows> list(
            @QueryParam("platform") @Nullable String platform,
            @QueryParam("accountId") @Nullable String accountId,
            @QueryParam("status") @Nullable String status,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("after") @Nullable String after) {
        Choice.check("status", status, "active", "paused", "ended");
        Limit rows = Limit.of(limit);
        String[] key = after == null || after.isEmpty() ? null : Keys.decode(after, 2);
        var found = campaigns.list(
                new Campaigns.Filter(platform, accountId, status),
                key == null ? null : new CampaignKey(key[0], key[1]),
                rows);
        Page<Campaign> page = Page.of(
                found.stream().map(StoredCampaign::campaign).toList(),
                rows,
                last -> Keys.encode(last.platform(), last.campaignId()));
        return new Page<>(withWindows(page.items()), page.nextCursor());
    }

    private List<WithWindows> withWindows(List<Campaign> shown) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var keys = shown.stream().map(Campaign::key).toList();
        var known = facts.readSome(FactsQuery.of(keys, today, now));
        return shown.stream()
                .flatMap(campaign ->
                        Optional.ofNullable(known.get(campaign.key()))
                                .map(facts -> WithWindows.of(campaign, facts))
                                .stream())
                .toList();
    }

    @GET
    @Path("{platform}/{campaignId}")
    @Operation(summary = "One campaign's metadata with its windows as of today, and its ETag")
    public Response one(@PathParam("platform") String platform, @PathParam("campaignId") String campaignId) {
        CampaignKey key = new CampaignKey(platform, campaignId);
        StoredCampaign stored = campaigns.find(key).orElseThrow(() -> unknown(key));
        WithWindows shown =
                withWindows(List.of(stored.campaign())).stream().findFirst().orElseThrow(() -> unknown(key));
        return Response.ok(shown).tag(tag(stored)).build();
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("{platform}/{campaignId}")
    @Operation(
            summary = "Replaces a campaign's metadata, or makes a campaign",
            description = "For a campaign that is there, If-Match must carry the ETag of the last GET.")
    public Response put(
            @PathParam("platform") String platform,
            @PathParam("campaignId") String campaignId,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            CampaignChecks.@Nullable Given given) {
        CampaignKey key = new CampaignKey(platform, campaignId);
        StoredCampaign before = campaigns.find(key).orElse(null);
        Campaign wanted = checks.campaign(key, given, before == null ? null : before.campaign());
        if (ifMatch != null && before == null) {
            throw Problem.stale(
                    "If-Match is " + ifMatch + ", but there is no campaign " + key + "; leave it out to make one");
        }
        Caller caller = callers.current();
        Put put = QuarkusTransaction.requiringNew().call(() -> {
            Put done = campaigns.put(wanted, version(ifMatch, before), clock.instant());
            if (!(done instanceof Put.Stale)) {
                audit.add(Happening.of(
                        caller,
                        "campaign.changed",
                        "campaign:" + key,
                        before == null ? null : Metadata.of(before.campaign()),
                        Metadata.of(wanted),
                        null));
            }
            return done;
        });
        if (put instanceof Put.Stale stale) {
            throw Problem.stale((ifMatch == null ? "If-Match is missing" : "If-Match is " + ifMatch) + "; the campaign "
                    + key + " is at \"" + stale.now().version()
                    + "\". GET it, apply the change to that, and send its ETag as If-Match");
        }
        if (put instanceof Put.Created created) {
            return answer(Response.created(address(key)), created.now());
        }
        return answer(Response.ok(), ((Put.Replaced) put).now());
    }

    private static @Nullable Long version(@Nullable String ifMatch, @Nullable StoredCampaign before) {
        if (ifMatch == null) {
            return null;
        }
        if (ifMatch.strip().equals("*") && before != null) {
            return before.version();
        }
        String tag = ifMatch.strip();
        boolean quoted = tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\"");
        try {
            return quoted ? Long.valueOf(tag.substring(1, tag.length() - 1)) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Ids are texts of platforms: one may hold what ends a path, or begins another. */
    private static URI address(CampaignKey key) {
        return URI.create("/api/campaigns/" + encoded(key.platform()) + "/" + encoded(key.campaignId()));
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Response answer(Response.ResponseBuilder answer, StoredCampaign stored) {
        return answer.entity(Metadata.of(stored.campaign())).tag(tag(stored)).build();
    }

    private static EntityTag tag(StoredCampaign stored) {
        return new EntityTag(Long.toString(stored.version()));
    }

    private static Problem unknown(CampaignKey key) {
        return Problem.unknown("There is no campaign " + key + "; GET /api/campaigns lists them");
    }
}
