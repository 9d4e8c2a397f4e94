package dev.adjudge.rules;

/**
 * What a guardrail wants people to know.
 *
 * @param item the key of the item around which it goes on
 * @param kind an anomaly's, as the table {@code Alert Routing} knows it
 */
public record Alarm(String item, String kind, String guardrail, String because) {}
