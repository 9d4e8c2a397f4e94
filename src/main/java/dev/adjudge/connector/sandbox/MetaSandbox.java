package dev.adjudge.connector.sandbox;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Meta's Graph API as far as campaigns go: accounts, campaigns, insights, and changes of status and budget. */
@Path("/sandbox/meta/{version: v[0-9]+\\.[0-9]+}")
@Produces(MediaType.APPLICATION_JSON)
class MetaSandbox {

    static final String PLATFORM = "meta";

    /** Pages, profiles, their media and comments have numbers of their own. */
    private static final String CAMPAIGN = "/{id: (?!61|17|18)[0-9]+}";

    private final Sandbox sandbox;
    private final MetaNodes nodes;

    MetaSandbox(Sandbox sandbox, MetaNodes nodes) {
        this.sandbox = sandbox;
        this.nodes = nodes;
    }

    @GET
    @Path("/me/adaccounts")
    public Map<String, Object> accounts(
            @QueryParam("fields") @DefaultValue("account_id") String fields,
            @QueryParam("limit") @DefaultValue("25") int limit,
            @QueryParam("after") @Nullable String after,
            @Context UriInfo uri) {
        List<Map<String, Object>> all = sandbox.world().accounts(PLATFORM).stream()
                .map(MetaNodes::account)
                .map(node -> MetaNodes.only(fields, node, "AdAccount"))
                .toList();
        return MetaPaging.page(all, limit, after, uri);
    }

    @GET
    @Path("/act_{account}")
    public Map<String, Object> account(
            @PathParam("account") String account, @QueryParam("fields") @DefaultValue("account_id") String fields) {
        return MetaNodes.only(fields, MetaNodes.account(known(account)), "AdAccount");
    }

    @GET
    @Path("/act_{account}/campaigns")
    public Map<String, Object> campaigns(
            @PathParam("account") String account,
            @QueryParam("fields") @DefaultValue("id") String fields,
            @QueryParam("limit") @DefaultValue("25") int limit,
            @QueryParam("after") @Nullable String after,
            @Context UriInfo uri) {
        Function<SandboxCampaign, SandboxLedger.State> now = sandbox.now();
        List<Map<String, Object>> all = sandbox.world().campaigns(known(account)).stream()
                .map(campaign -> MetaNodes.campaign(campaign, now))
                .map(node -> MetaNodes.only(fields, node, "Campaign"))
                .toList();
        return MetaPaging.page(all, limit, after, uri);
    }

    @GET
    @Path("/act_{account}/insights")
    public Map<String, Object> insights(
            @PathParam("account") String account,
            @QueryParam("level") @Nullable String level,
            @QueryParam("time_increment") @Nullable String timeIncrement,
            @QueryParam("time_range") @Nullable String timeRange,
            @QueryParam("fields") @DefaultValue("impressions,spend") String fields,
            @QueryParam("limit") @DefaultValue("25") int limit,
            @QueryParam("after") @Nullable String after,
            @Context UriInfo uri) {
        if (!"campaign".equals(level) || !"1".equals(timeIncrement)) {
            throw MetaError.invalid("The sandbox reports level=campaign with time_increment=1 only");
        }
        MetaNodes.Span span = nodes.span(timeRange);
        List<Map<String, Object>> all =
                sandbox.days(sandbox.world().campaigns(known(account)), span.since(), span.until()).stream()
                        .map(MetaNodes::insights)
                        .map(node -> MetaNodes.only(fields, node, "AdsInsights"))
                        .toList();
        return MetaPaging.page(all, limit, after, uri);
    }

    @GET
    @Path(CAMPAIGN)
    public Map<String, Object> campaign(
            @PathParam("id") String id, @QueryParam("fields") @DefaultValue("id") String fields) {
        return MetaNodes.only(fields, MetaNodes.campaign(existing("get", id), sandbox.now()), "Campaign");
    }

    @POST
    @Path(CAMPAIGN)
    public Map<String, Object> update(
            @PathParam("id") String id,
            @FormParam("status") @Nullable String status,
            @FormParam("daily_budget") @Nullable String dailyBudget) {
        SandboxCampaign campaign = existing("post", id);
        if (status != null && !status.equals("ACTIVE") && !status.equals("PAUSED")) {
            throw MetaError.invalid("Param status must be one of {ACTIVE, PAUSED, DELETED, ARCHIVED}; the sandbox"
                    + " knows the first two");
        }
        if (dailyBudget != null && !dailyBudget.matches("[1-9][0-9]{0,11}")) {
            throw MetaError.invalid("Param daily_budget must be an integer");
        }
        if (status != null) {
            sandbox.setActive(campaign, status.equals("ACTIVE"));
        }
        if (dailyBudget != null) {
            sandbox.setDailyBudget(campaign, Long.parseLong(dailyBudget));
        }
        return Map.of("success", true);
    }

    private SandboxAccount known(String account) {
        return sandbox.world().account(PLATFORM, account).orElseThrow(() -> MetaError.unknown("get", "act_" + account));
    }

    private SandboxCampaign existing(String method, String id) {
        return sandbox.world().campaign(PLATFORM, id).orElseThrow(() -> MetaError.unknown(method, id));
    }
}
