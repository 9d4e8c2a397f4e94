package dev.adjudge.rules;

import java.util.List;

/** What became of items that were judged together, in the order in which they came, and what people are to know besides. */
public record JudgedItems(List<JudgedItem> items, List<Alarm> alarms) {}
