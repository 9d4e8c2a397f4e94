package dev.adjudge.api;

import dev.adjudge.connector.meta.MetaWebhooks;
import dev.adjudge.ingest.social.WebhookInbox;
import dev.adjudge.platform.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where Meta tells what happens to comments, mentions and messages. Its signature is what lets it in. */
@Path("/webhooks/meta")
@Produces(MediaType.TEXT_PLAIN)
@Tag(name = "Webhooks")
final class WebhookResource {

    private static final String SIGNATURE = "X-Hub-Signature-256";

    private final MetaWebhooks meta;
    private final WebhookInbox inbox;
    private final ForgedWebhooks forged;

    WebhookResource(MetaWebhooks meta, WebhookInbox inbox, ForgedWebhooks forged) {
        this.meta = meta;
        this.inbox = inbox;
        this.forged = forged;
    }

    @GET
    @Operation(
            summary = "Answers Meta's question whether this address wants its webhooks",
            description =
                    "hub.verify_token must be the setting adjudge.connector.meta.verify-token; the answer is hub.challenge.")
    public String subscribe(
            @QueryParam("hub.mode") @Nullable String mode,
            @QueryParam("hub.verify_token") @Nullable String token,
            @QueryParam("hub.challenge") @Nullable String challenge) {
        if (challenge == null || !meta.isSubscription(mode, token)) {
            throw Problem.forbidden("This is no subscription that was asked for from here: hub.mode must be subscribe,"
                    + " hub.verify_token what adjudge.connector.meta.verify-token says, and hub.challenge is answered");
        }
        return challenge;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Takes what Meta tells",
            description =
                    "The body is signed with the app's secret: X-Hub-Signature-256 is sha256= and the HMAC-SHA256 of its bytes in"
                            + " hexadecimal. Answered with 200 it is kept, and worked on afterwards; the same body again changes nothing.")
    public String told(@HeaderParam(SIGNATURE) @Nullable String signature, InputStream body) throws IOException {
        if (!meta.canVerify()) {
            throw Problem.forbidden(
                    "No webhook can be believed here: set adjudge.connector.meta.app-secret, which Meta signs them with");
        }
        if (!MetaWebhooks.isSignature(signature)) {
            throw forged.refusal(
                    MetaWebhooks.SOURCE,
                    SIGNATURE + " is missing, or is not sha256= and 64 hexadecimal digits; the body was not looked at");
        }
        byte[] bytes = body.readAllBytes();
        if (!meta.isSigned(bytes, signature)) {
            throw forged.refusal(
                    MetaWebhooks.SOURCE,
                    SIGNATURE + " is not of this body: it must be signed with the app's secret"
                            + " (adjudge.connector.meta.app-secret), byte for byte as it is sent");
        }
        inbox.keep(MetaWebhooks.SOURCE, new String(bytes, StandardCharsets.UTF_8));
        return "EVENT_RECEIVED";
    }
}
