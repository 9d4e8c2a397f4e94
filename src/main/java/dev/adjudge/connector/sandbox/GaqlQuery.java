package dev.adjudge.connector.sandbox;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of the Google Ads Query Language as campaigns need: fields, one campaign, a span of days. */
record GaqlQuery(List<String> fields, Optional<String> campaignId, Optional<Span> span) {

    private static final Pattern FORM = Pattern.compile(
            "\\s*SELECT\\s+([\\w.,\\s]+?)\\s+FROM\\s+campaign(?:\\s+WHERE\\s+(.+?))?\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern ONE = Pattern.compile("campaign\\.id\\s*=\\s*(\\d+)");
    private static final Pattern DAYS = Pattern.compile(
            "segments\\.date\\s+BETWEEN\\s+'([\\d-]+)'\\s+AND\\s+'([\\d-]+)'", Pattern.CASE_INSENSITIVE);
    private static final Set<String> UNSET = Set.of("campaign.end_date_time", "campaign_budget.total_amount_micros");

    record Span(LocalDate from, LocalDate to) {}

    static GaqlQuery parse(String query) {
        Matcher form = FORM.matcher(query);
        if (!form.matches()) {
            throw GoogleAdsError.invalid("queryError", "UNEXPECTED_INPUT", "Error in query: " + query);
        }
        String where = form.group(2) == null ? "" : form.group(2);
        Matcher one = ONE.matcher(where);
        Matcher days = DAYS.matcher(where);
        Optional<String> campaign = one.find() ? Optional.of(one.group(1)) : Optional.empty();
        Optional<Span> span = days.find() ? Optional.of(span(days)) : Optional.empty();
        String rest = days.replaceAll("");
        rest = ONE.matcher(rest).replaceAll("").replaceAll("(?i)\\bAND\\b", "");
        if (!rest.isBlank()) {
            throw GoogleAdsError.invalid(
                    "queryError", "UNEXPECTED_INPUT", "The sandbox does not know this condition: " + rest.trim());
        }
        return new GaqlQuery(
                Pattern.compile(",")
                        .splitAsStream(form.group(1))
                        .map(String::trim)
                        .toList(),
                campaign,
                span);
    }

    /** The selected fields of a row, nested and named as in JSON. A field that has no value is left out. */
    Map<String, Object> pick(Map<String, Object> row) {
        Map<String, Object> picked = new LinkedHashMap<>();
        for (String field : fields) {
            if (row.containsKey(field)) {
                int dot = field.indexOf('.');
                section(picked, camelCase(field.substring(0, dot)))
                        .put(camelCase(field.substring(dot + 1)), row.get(field));
            } else if (!UNSET.contains(field)) {
                throw GoogleAdsError.invalid(
                        "queryError", "UNRECOGNIZED_FIELD", "Unrecognized field in the query: '" + field + "'.");
            }
        }
        return picked;
    }

    List<String> camelCaseFields() {
        return fields.stream().map(GaqlQuery::camelCase).toList();
    }

    static String camelCase(String snake) {
        return Pattern.compile("_([a-z])").matcher(snake).replaceAll(letter -> letter.group(1)
                .toUpperCase(java.util.Locale.ROOT));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> section(Map<String, Object> row, String name) {
        return (Map<String, Object>) row.computeIfAbsent(name, key -> new LinkedHashMap<String, Object>());
    }

    private static Span span(Matcher days) {
        try {
            return new Span(LocalDate.parse(days.group(1)), LocalDate.parse(days.group(2)));
        } catch (DateTimeException e) {
            throw GoogleAdsError.invalid("queryError", "INVALID_VALUE_WITH_BETWEEN_OPERATOR", "Dates are YYYY-MM-DD.");
        }
    }
}
