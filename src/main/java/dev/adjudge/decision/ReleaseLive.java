package dev.adjudge.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Other rules decide from now on. Told within the transaction that makes them live.
 *
 * @param before the release that was live; null when there was none
 * @param gone rules of that one which are no more, each with its file
 */
public record ReleaseLive(ReleaseRef release, @Nullable Long before, List<String> gone) {}
