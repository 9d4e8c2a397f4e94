package dev.adjudge.rules.guard;

/** A kill switch that is on. */
public record Switch(String scope, String reason) {}
