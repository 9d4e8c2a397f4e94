package dev.adjudge.api;

import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Idempotent;
import dev.adjudge.run.moderation.Escalating;
import dev.adjudge.run.moderation.ModerationDesk;
import dev.adjudge.run.moderation.Person;
import dev.adjudge.run.moderation.PersonalActs;
import dev.adjudge.run.moderation.Said;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What people decide about items. */
@Path("/api/moderation/items/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Moderation")
final class ItemDecisionResource {

    static final List<String> ACTIONS = List.of("hide", "unhide", "delete", "reply", "none");
    static final List<String> OUTCOMES = List.of("right", "wrong", "unsure");
    private static final int LONGEST_COMMENT = 2_000;
    private static final String[] NOTHING_ELSE = {};

    private final ModerationDesk desk;
    private final PersonalActs acts;
    private final Escalating escalating;
    private final ItemDetails details;
    private final Callers callers;

    ItemDecisionResource(
            ModerationDesk desk, PersonalActs acts, Escalating escalating, ItemDetails details, Callers callers) {
        this.desk = desk;
        this.acts = acts;
        this.escalating = escalating;
        this.details = details;
        this.callers = callers;
    }

    /**
     * What a person says. Rules and classifiers are measured by intent and sentiment, and learn from them.
     *
     * @param comment at most 2,000 characters
     * @param reply what is answered instead of what was suggested: at most 279 characters
     * @param intent what it really is about
     * @param sentiment how its author really feels
     * @param to whom it is escalated: a role, or a user such as user:anna
     * @param action what is done, by a person's own decision
     * @param outcome whether the rule was right to ask
     */
    @Schema(name = "ItemAnswer")
    public record Body(
            @Nullable String comment,
            @Nullable String reply,

            @Schema(enumeration = {"toxic", "spam", "complaint", "question", "praise", "other"}) @Nullable String intent,

            @Schema(enumeration = {"positive", "negative", "neutral"}) @Nullable String sentiment,

            @Nullable String to,

            @Schema(enumeration = {"hide", "unhide", "delete", "reply", "none"}) @Nullable String action,

            @Schema(enumeration = {"right", "wrong", "unsure"}) @Nullable String outcome) {

        static final Body EMPTY = new Body(null, null, null, null, null, null, null);
    }

    @POST
    @Path("approve")
    @Idempotent
    @Operation(
            summary = "Says yes: what is held about the item is done next",
            description =
                    "reply replaces the text of a suggested answer. Of a sample that was done at once: it was right. 409 when somebody"
                            + " else has the item, nothing is held, or the platform's value is another by now; 422 for an answer"
                            + " that is empty, too long, or still holds a placeholder.")
    public ItemDetails.Detail approve(@PathParam("id") String id, @Nullable Body body) {
        UUID item = Ids.of(id, "item");
        Body said = checked(body, "reply");
        desk.approve(item, said.reply(), said(said), person());
        return details.of(item);
    }

    @POST
    @Path("reject")
    @Idempotent
    @Operation(
            summary = "Says no, and why: {\"comment\":\"…\"}",
            description = "Of a sample that was done at once: it was wrong; POST …/undo brings it back.")
    public ItemDetails.Detail reject(@PathParam("id") String id, @Nullable Body body) {
        UUID item = Ids.of(id, "item");
        desk.reject(item, said(checked(body, NOTHING_ELSE)), person());
        return details.of(item);
    }

    @POST
    @Path("resolve")
    @Idempotent
    @Operation(
            summary = "Says what a person did about an item that was escalated, or that nobody could classify",
            description =
                    "{\"comment\":\"called them\",\"outcome\":\"right\"}; outcome says whether the rule was right to ask.")
    public ItemDetails.Detail resolve(@PathParam("id") String id, @Nullable Body body) {
        UUID item = Ids.of(id, "item");
        Body said = checked(body, "outcome");
        desk.resolve(item, Objects.requireNonNullElse(said.outcome(), "unsure"), said(said), person());
        return details.of(item);
    }

    @POST
    @Path("escalate")
    @Idempotent
    @Operation(
            summary = "Puts the item before somebody else, more urgently: {\"to\":\"admin\",\"comment\":\"…\"}",
            description = "They are told. The admins are asked when to is missing.")
    public ItemDetails.Detail escalate(@PathParam("id") String id, @Nullable Body body) {
        UUID item = Ids.of(id, "item");
        Body said = checked(body, "to");
        escalating.escalate(item, said.to(), said(said), person());
        return details.of(item);
    }

    @POST
    @Path("act")
    @Idempotent
    @Operation(
            summary = "Does what a person decided, where no rule wanted anything: {\"action\":\"hide\"}",
            description =
                    "hide, unhide, delete, reply (with its text in reply), or none, which ends the waiting. It is done as any other"
                            + " action is: once, after a look at the live value.")
    public ItemDetails.Detail act(@PathParam("id") String id, @Nullable Body body) {
        UUID item = Ids.of(id, "item");
        Body said = checked(body, "action", "reply");
        Pointed errors = new Pointed("");
        String action = ItemChecks.oneOf("/action", said.action(), ACTIONS, errors);
        ItemChecks.throwAny("Nobody knows what is to be done", errors.list());
        acts.act(item, action, said.reply(), said(said), person());
        return details.of(item);
    }

    @POST
    @Path("undo")
    @Idempotent
    @Operation(
            summary = "Brings back what was done with the item last, by a new action",
            description = "409 when it can't be undone, as a deletion, or somebody changed it since.")
    public ItemDetails.Detail undo(@PathParam("id") String id, @Nullable Body body) {
        UUID item = Ids.of(id, "item");
        desk.undo(item, said(checked(body, NOTHING_ELSE)), person());
        return details.of(item);
    }

    /** @param fields of this call, besides comment, intent and sentiment, which are of all: who sends others means another call */
    static Body checked(@Nullable Body body, String... fields) {
        Body said = body == null ? Body.EMPTY : body;
        Pointed here = new Pointed("");
        ItemChecks.text("/comment", said.comment(), LONGEST_COMMENT, here);
        ItemChecks.text("/to", said.to(), LONGEST_COMMENT, here);
        oneOf("/intent", said.intent(), CommentChecks.INTENTS, here);
        oneOf("/sentiment", said.sentiment(), CommentChecks.SENTIMENTS, here);
        oneOf("/outcome", said.outcome(), OUTCOMES, here);
        Set<String> known = Set.of(fields);
        Map<String, Optional<String>> others = Map.of(
                "reply", Optional.ofNullable(said.reply()),
                "to", Optional.ofNullable(said.to()),
                "action", Optional.ofNullable(said.action()),
                "outcome", Optional.ofNullable(said.outcome()));
        others.forEach((field, value) -> {
            if (value.isPresent() && !known.contains(field)) {
                here.add(
                        "/" + field,
                        "belongs to another call; this one takes comment, intent, sentiment"
                                + known.stream().map(one -> ", " + one).collect(Collectors.joining()));
            }
        });
        ItemChecks.throwAny("What was said can't be understood", here.list());
        return said;
    }

    private static void oneOf(String field, @Nullable String value, List<String> allowed, Pointed errors) {
        if (value != null) {
            ItemChecks.oneOf(field, value, allowed, errors);
        }
    }

    static Said said(Body body) {
        return new Said(body.comment(), body.intent(), body.sentiment());
    }

    private Person person() {
        return new Person(callers.current(), callers.roles());
    }
}
