package dev.adjudge.warehouse;

/** The advisory lock under which batches are merged, one at a time. */
final class PerformanceLock {

    /** An arbitrary number that nothing else in the database locks. */
    static final long KEY = 7_301_001;

    private PerformanceLock() {}
}
