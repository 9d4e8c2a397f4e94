package dev.adjudge.platform.security;

import dev.adjudge.platform.Caller;

/**
 * A call that was not let in, or not let do what it asked for.
 *
 * @param status 401 nobody is signed in, 403 the role does not allow it or another site sent it, 429 too often
 * @param tried whether a key or a token was shown
 */
public record Refused(Caller caller, int status, boolean tried, String method, String path) {}
