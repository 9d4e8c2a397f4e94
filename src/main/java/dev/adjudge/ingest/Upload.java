package dev.adjudge.ingest;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that somebody sends.
 *
 * @param source who, or which export; null for the name of its form
 * @param contentType as the sender said
 */
public record Upload(@Nullable String source, @Nullable String contentType, Hints hints, InputStream body) {}
