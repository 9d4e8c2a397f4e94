package dev.adjudge.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.act.ActionLog;
import dev.adjudge.act.LoggedAction;
import dev.adjudge.audit.DecisionFilter;
import dev.adjudge.audit.DecisionLog;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Problem;
import dev.adjudge.warehouse.Classifications;
import dev.adjudge.warehouse.ItemReviews;
import dev.adjudge.warehouse.StoredItem;
import dev.adjudge.warehouse.StoredItems;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Everything that is known of one item. */
@ApplicationScoped
class ItemDetails {

    private final StoredItems items;
    private final Classifications classifications;
    private final DecisionLog decisions;
    private final ActionLog actions;
    private final ItemReviews reviews;
    private final ObjectMapper json;
    private final Clock clock;

    ItemDetails(
            StoredItems items,
            Classifications classifications,
            DecisionLog decisions,
            ActionLog actions,
            ItemReviews reviews,
            ObjectMapper json,
            Clock clock) {
        this.items = items;
        this.classifications = classifications;
        this.decisions = decisions;
        this.actions = actions;
        this.reviews = reviews;
        this.json = json;
        this.clock = clock;
    }

    /**
     * An item with all that happened to it, latest first.
     *
     * @param classifications what classifiers said, and which
     * @param decisions what rules and guardrails said
     * @param reviews what people said
     */
    @Schema(name = "ItemDetail")
    record Detail(
            @JsonUnwrapped ItemView item,
            List<ClassificationView> classifications,
            List<DecisionResource.View> decisions,
            List<LoggedAction> actions,
            List<ItemReviews.Review> reviews,
            @Nullable String note,

            @Schema(type = SchemaType.OBJECT) @Nullable JsonNode raw) {}

    /** @throws Problem 404 when there is none */
    Detail of(UUID id) {
        StoredItem stored = items.find(id)
                .orElseThrow(
                        () -> Problem.unknown("There is no item " + id + "; GET /api/moderation/items lists them"));
        String platform = stored.item().platform();
        String objectId = stored.item().objectId();
        DecisionFilter filter = new DecisionFilter(
                null,
                platform,
                objectId,
                null,
                null,
                null,
                Instant.EPOCH,
                clock.instant().plusSeconds(1),
                null);
        return new Detail(
                ItemView.of(stored, clock.instant()),
                classifications.all(id).stream()
                        .map(said -> ClassificationView.of(said.classification(), said.at()))
                        .filter(Objects::nonNull)
                        .toList(),
                decisions.list(filter, Limit.of(null), null).items().stream()
                        .map(DecisionResource.View::of)
                        .toList(),
                actions.ofItem(platform, objectId),
                reviews.of(id),
                stored.note(),
                tree(stored.item().raw()));
    }

    private @Nullable JsonNode tree(@Nullable String raw) {
        try {
            return raw == null ? null : json.readTree(raw);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What a platform sent of an item is no JSON", e);
        }
    }
}
