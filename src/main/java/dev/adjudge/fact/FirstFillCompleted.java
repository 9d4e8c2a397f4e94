package dev.adjudge.fact;

/**
 * Fired after an empty database was filled from the sources at the first start; fired again at the next start if the service
 * ended before everybody had heard it.
 */
public record FirstFillCompleted(long rows) {}
