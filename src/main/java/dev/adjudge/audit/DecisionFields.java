package dev.adjudge.audit;

import dev.adjudge.decision.Condition.Kind;
import dev.adjudge.fact.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What can be asked of a stored decision, by name. The facts are those that it stores, with ratios as rounded there;
 * rule, action and what goes with them are those of one of its verdicts.
 */
public final class DecisionFields {

    /** Where a field is found: in a column of the decision {@code d}, or in its verdict {@code v}. */
    record Place(String sql, Kind kind, boolean ofVerdict) {}

    private static final Map<String, Place> PLACES = places();

    private DecisionFields() {}

    /** The names with their kinds. */
    public static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        PLACES.forEach((name, place) -> kinds.put(name, place.kind()));
        return Collections.unmodifiableMap(kinds);
    }

    static Place place(String name) {
        return java.util.Objects.requireNonNull(PLACES.get(name), name);
    }

    private static Map<String, Place> places() {
        Map<String, Place> places = new LinkedHashMap<>();
        places.put("platform", new Place("d.platform", Kind.TEXT, false));
        places.put("account", new Place("d.account_id", Kind.TEXT, false));
        places.put("subject", new Place("d.subject_id", Kind.TEXT, false));
        places.put("subjectKind", new Place("d.subject_kind", Kind.TEXT, false));
        places.put("run", new Place("d.run_id::text", Kind.TEXT, false));
        places.put("release", new Place("d.release_id::numeric", Kind.NUMBER, false));
        places.put("createdAt", new Place("d.created_at", Kind.TIME, false));
        places.put("rule", new Place("v.e ->> 'rule'", Kind.TEXT, true));
        places.put("verdict", new Place("v.e ->> 'verdict'", Kind.TEXT, true));
        places.put("reason", new Place("v.e ->> 'reason'", Kind.TEXT, true));
        places.put("proposedBecause", new Place("v.e ->> 'proposedBecause'", Kind.TEXT, true));
        places.put("guardrails", new Place("v.e -> 'guardrails'", Kind.NAMES, true));
        places.put("action", new Place("v.e #>> '{action,kind}'", Kind.TEXT, true));
        places.put("before", new Place(amount("before"), Kind.NUMBER, true));
        places.put("after", new Place(amount("after"), Kind.NUMBER, true));
        fact(places, Kind.DATE, "asOf");
        for (String count : List.of("daysSinceLaunch", "impressions14d", "dataAgeHours")) {
            fact(places, Kind.NUMBER, count);
        }
        for (String text : List.of("platform", "accountId", "campaignId", "name", "status", "currency", "timeZone")) {
            fact(places, Kind.TEXT, "campaign", text);
        }
        for (String amount : List.of("dailyBudget", "lifetimeBudget")) {
            fact(places, Kind.NUMBER, "campaign", amount);
        }
        fact(places, Kind.DATE, "campaign", "startDate");
        for (String time : List.of("createdTime", "lastSyncedAt")) {
            fact(places, Kind.TIME, "campaign", time);
        }
        for (Span span : Span.values()) {
            for (String day : List.of("from", "to")) {
                fact(places, Kind.DATE, span.word(), day);
            }
            for (String figure : FactsJson.FIGURES) {
                fact(places, Kind.NUMBER, span.word(), figure);
            }
        }
        ofItems(places);
        return places;
    }

    /** As {@link ItemFactsJson} writes them. */
    private static void ofItems(Map<String, Place> places) {
        for (String text : List.of("objectType", "objectId", "postId", "parentId", "campaignId")) {
            fact(places, Kind.TEXT, "item", text);
        }
        fact(places, Kind.TIME, "item", "createdTime");
        fact(places, Kind.NUMBER, "item", "reach");
        for (String text : List.of("intent", "sentiment", "provider", "model", "version")) {
            fact(places, Kind.TEXT, "classification", text);
        }
        for (String share : List.of("confidence", "sentimentConfidence")) {
            fact(places, Kind.NUMBER, "classification", share);
        }
        places.put(
                "facts.classification.flags",
                new Place("coalesce(d.facts #> '{classification,flags}', '[]')", Kind.NAMES, false));
        for (String count : List.of("hiddenItems", "repliesToday")) {
            fact(places, Kind.NUMBER, "author", count);
        }
        for (String count : List.of("items", "alikeUsers", "repliesToday")) {
            fact(places, Kind.NUMBER, "post", count);
        }
    }

    /** A budget before or after; a status is none. */
    private static String amount(String which) {
        return "CASE WHEN jsonb_typeof(v.e #> '{action," + which + "}') = 'number' THEN (v.e #>> '{action," + which
                + "}')::numeric END";
    }

    private static void fact(Map<String, Place> places, Kind kind, String... path) {
        String text = "(d.facts #>> '{" + String.join(",", path) + "}')";
        String sql =
                switch (kind) {
                    case NUMBER -> text + "::numeric";
                    case DATE -> text + "::date";
                    case TIME -> text + "::timestamptz";
                    default -> text;
                };
        places.put("facts." + String.join(".", path), new Place(sql, kind, false));
    }
}
