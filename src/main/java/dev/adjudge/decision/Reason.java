package dev.adjudge.decision;

/**
 * Why a proposal is not simply carried out.
 *
 * @param guardrail the guardrail that said so
 */
public record Reason(String guardrail, String text) {}
