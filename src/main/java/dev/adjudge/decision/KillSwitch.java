package dev.adjudge.decision;

/**
 * A switch that is on: what it covers is suppressed.
 *
 * @param scope {@code all}, {@code platform:meta}, {@code account:meta:123}, {@code rule:High CPL Pause} or
 *     {@code kind:pause}
 * @param reason why somebody turned it on
 */
public record KillSwitch(String scope, String reason) {}
