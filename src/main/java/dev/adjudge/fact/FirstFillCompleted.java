package dev.adjudge.fact;

/** Fired once, after an empty database was filled from the sources at the first start. */
public record FirstFillCompleted(long rows) {}
