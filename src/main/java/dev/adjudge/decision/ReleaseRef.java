package dev.adjudge.decision;

/** The release that decided: its number, and {@code sha256:} followed by the hash of its files. */
public record ReleaseRef(long id, String hash) {}
