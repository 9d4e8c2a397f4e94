package dev.adjudge.connector.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Changes of several campaigns in one request: all or none; or, where the request allows {@code partialFailure}, those that can be done,
 * with the errors of the others beside them.
 */
@Singleton
class GoogleAdsMutations {

    private final GoogleAdsRows rows;
    private final CurrentVertxRequest call;

    GoogleAdsMutations(GoogleAdsRows rows, CurrentVertxRequest call) {
        this.rows = rows;
        this.call = call;
    }

    /** Whether the request is to fail in part. */
    boolean failsInPart() {
        RoutingContext current = call.getCurrent();
        return current != null && current.get(SandboxFaults.FAULT) == Fault.PARTIAL;
    }

    /** An operation whose campaign was found. */
    private record Change(SandboxCampaign campaign, JsonNode update) {}

    Map<String, Object> mutate(
            SandboxAccount account,
            JsonNode request,
            String collection,
            String mask,
            BiConsumer<SandboxCampaign, JsonNode> change) {
        JsonNode operations = request.path("operations");
        if (operations.isEmpty()) {
            throw GoogleAdsError.invalid("requestError", "REQUIRED_FIELD_MISSING", "operations is required.");
        }
        String prefix = "customers/" + account.id() + "/" + collection + "/";
        if (request.path("partialFailure").asBoolean()) {
            return inPart(account, operations, prefix, mask, change);
        }
        if (failsInPart()) {
            throw GoogleAdsError.internal();
        }
        List<Change> changes = new ArrayList<>();
        operations.forEach(operation -> changes.add(checked(account, operation, prefix, mask)));
        changes.forEach(one -> change.accept(one.campaign(), one.update()));
        return Map.of(
                "results", changes.stream().map(GoogleAdsMutations::result).toList());
    }

    private Map<String, Object> inPart(
            SandboxAccount account,
            JsonNode operations,
            String prefix,
            String mask,
            BiConsumer<SandboxCampaign, JsonNode> change) {
        int failing = failsInPart() ? (operations.size() + 1) / 2 : 0;
        List<Map<String, Object>> results = new ArrayList<>();
        Map<Integer, GoogleAdsError> errors = new LinkedHashMap<>();
        for (int i = 0; i < operations.size(); i++) {
            try {
                if (i < failing) {
                    throw GoogleAdsError.internal();
                }
                Change one = checked(account, operations.path(i), prefix, mask);
                change.accept(one.campaign(), one.update());
                results.add(result(one));
            } catch (GoogleAdsError e) {
                errors.put(i, e);
                results.add(Map.of());
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        Optional<GoogleAdsError> first = errors.values().stream().findFirst();
        if (first.isPresent()) {
            answer.put("partialFailureError", first.get().status(errors));
        }
        answer.put("results", results);
        return answer;
    }

    private Change checked(SandboxAccount account, JsonNode operation, String prefix, String mask) {
        String asked = operation.path("updateMask").asText();
        if (!asked.equals(mask) && !asked.equals(GaqlQuery.camelCase(mask))) {
            throw GoogleAdsError.invalid(
                    "fieldMaskError", "FIELD_NOT_FOUND", "The sandbox updates the field '" + mask + "' only.");
        }
        JsonNode update = operation.path("update");
        return new Change(rows.named(account, update.path("resourceName").asText(), prefix), update);
    }

    private static Map<String, Object> result(Change change) {
        return Map.of("resourceName", change.update().path("resourceName").asText());
    }
}
