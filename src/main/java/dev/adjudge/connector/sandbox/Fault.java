package dev.adjudge.connector.sandbox;

/** How a simulated platform fails. */
enum Fault {
    /** 429, to be left alone for a second; nothing is done. */
    BUSY,
    /** 500 or 503; nothing is done. */
    ERROR,
    /** It is done, and answered late. */
    SLOW,
    /** The connection is cut before anything is done. */
    CUT,
    /** It is done, and the connection cut before the answer. */
    LOST,
    /** It is done, and the answer is no JSON. */
    GARBLED,
    /** The token is no longer good; nothing is done. */
    REVOKED,
    /**
     * 200, and yet an error: of Google's operations the first half (an only one too) fails, or its stream of rows breaks off; Meta says it
     * in place of what was asked for. What fails is not done. Others know no such thing.
     */
    PARTIAL
}
