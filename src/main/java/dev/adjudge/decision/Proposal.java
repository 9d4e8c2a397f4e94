package dev.adjudge.decision;

/** What one rule wants for one subject, with its reason. */
public record Proposal(String rule, Subject subject, Action action, String reason, Matched matched) {}
