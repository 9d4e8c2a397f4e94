package dev.adjudge.fact;

/**
 * The spans that rules look at, all ending the day before the evaluation date: the last 1, 3, 7, 14 and 30 days, and
 * the 7 days before the last 7.
 */
public record Windows(Window d1, Window d3, Window d7, Window d14, Window d30, Window p7) {}
