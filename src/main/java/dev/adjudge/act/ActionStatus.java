package dev.adjudge.act;

import java.util.Locale;

/** Where an action stands in its life. */
public enum ActionStatus {
    /** Waits for a person. */
    HELD,
    APPROVED,
    REJECTED,
    EXPIRED,
    /** Waits for a worker. */
    READY,
    /** A worker has it until its lease runs out. */
    EXECUTING,
    DONE,
    /** Refused by the platform, or no longer as it was when it was decided. */
    FAILED,
    /** Given up after too many tries. */
    DEAD,
    /** Stopped by a kill switch after it was decided. */
    SUPPRESSED,
    UNDONE;

    /** The spelling in tables and the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ActionStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
