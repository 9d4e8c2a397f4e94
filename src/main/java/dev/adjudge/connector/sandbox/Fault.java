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
    REVOKED
}
