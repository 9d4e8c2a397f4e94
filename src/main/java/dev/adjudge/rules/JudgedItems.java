package dev.adjudge.rules;

import java.util.List;
import java.util.Map;

/**
 * What became of items that were judged together, in the order in which they came.
 *
 * @param alarms what people are to know besides
 * @param spoke how often each guardrail spoke, by its rule's name
 */
public record JudgedItems(List<JudgedItem> items, List<Alarm> alarms, Map<String, Integer> spoke) {}
