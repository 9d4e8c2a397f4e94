package dev.adjudge.decision;

import dev.adjudge.platform.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Other rules decide from now on. Told within the transaction that makes them live.
 *
 * @param caller who did it
 * @param before the release that was live; null when there was none
 * @param gone rules of that one which are no more, each with its file
 */
public record ReleaseLive(
        Caller caller, ReleaseRef release, @Nullable Long before, List<String> gone) {}
