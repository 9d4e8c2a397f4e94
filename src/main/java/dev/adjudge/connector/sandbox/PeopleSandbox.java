package dev.adjudge.connector.sandbox;

import dev.adjudge.connector.sandbox.MetaWebhooks.Delivery;
import dev.adjudge.connector.sandbox.SocialLedger.By;
import dev.adjudge.platform.Problem;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** What people do on the simulated Meta when somebody wants them to: write, change their mind, hide in Meta's own pages. */
@Path("/sandbox/meta/comments")
@Produces(MediaType.APPLICATION_JSON)
class PeopleSandbox {

    private final SocialSandbox social;
    private final Writing writing;
    private final MetaWebhooks webhooks;

    PeopleSandbox(SocialSandbox social, Writing writing, MetaWebhooks webhooks) {
        this.social = social;
        this.writing = writing;
        this.webhooks = webhooks;
    }

    /**
     * Something that somebody writes.
     *
     * @param platform {@code facebook} or {@code instagram}
     * @param objectType {@code comment} when it is not said, {@code mention} or {@code message}
     * @param account the page or profile; the post's, or the platform's first
     * @param postId the newest post of the account when it is not said; of a mention on Instagram the medium of somebody else that it
     *     stands under
     * @param parentId the comment that it answers
     * @param createdTime now when it is not said
     * @param webhook whether Meta's webhook is sent; when it is not said, where {@code adjudge.sandbox.webhook} is set
     */
    record Written(
            String platform,
            @Nullable String objectType,
            @Nullable String account,
            @Nullable String postId,
            @Nullable String parentId,
            String userId,
            String userName,
            String text,
            @Nullable Instant createdTime,
            @Nullable Boolean webhook) {}

    /**
     * What somebody does with something that is there.
     *
     * @param verb {@code edited}, {@code remove}, {@code hide} or {@code unhide}
     * @param text the new one, where it is edited
     */
    record Done(
            String verb, @Nullable String text, @Nullable Boolean webhook) {}

    /** What is there now. */
    record There(
            String platform,
            String objectType,
            String account,
            String id,
            String postId,
            @Nullable Delivery webhook) {}

    @POST
    @ResponseStatus(201)
    public There write(Written written) {
        SocialItem item = writing.item(written);
        social.add(item);
        boolean told = written.webhook() == null ? webhooks.wanted() : written.webhook();
        return there(item, told ? webhooks.send(WebhookPayloads.added(item)) : null);
    }

    @POST
    @Path("/{id}")
    public There change(@PathParam("id") String id, Done done) {
        SocialItem item = social.item(id)
                .map(SocialSandbox.Seen::item)
                .orElseThrow(() -> Problem.unknown("Nobody wrote '" + id + "' in the sandbox, or it is gone"));
        switch (String.valueOf(done.verb())) {
            case "edited" -> {
                String text = Writing.text(done.text());
                social.edit(item, text, By.OUTSIDE);
                item = item.withText(text);
            }
            case "remove" -> social.delete(item, By.OUTSIDE);
            case "hide" -> social.hide(item, true, By.OUTSIDE);
            case "unhide" -> social.hide(item, false, By.OUTSIDE);
            default ->
                throw Problem.wrong(
                        "verb is '" + done.verb() + "'; it must be edited, remove, hide or unhide",
                        new Problem.FieldError("/verb", "is none of edited, remove, hide, unhide"));
        }
        boolean told = done.webhook() == null ? webhooks.wanted() : done.webhook();
        return there(
                item,
                told
                        ? WebhookPayloads.changed(item, done.verb(), social.now())
                                .map(webhooks::send)
                                .orElse(null)
                        : null);
    }

    private static There there(SocialItem item, @Nullable Delivery webhook) {
        return new There(item.profile().platform(), item.kind(), item.profile().id(), item.id(), item.place(), webhook);
    }
}
