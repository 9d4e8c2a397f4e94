package dev.adjudge.connector;

/** Whether this thread made a call that may have done what it should though nobody heard of it: no answer came, or none that makes sense. */
final class Unheard {

    private static final ThreadLocal<Boolean> CALL = ThreadLocal.withInitial(() -> false);

    private Unheard() {}

    static void forget() {
        CALL.set(false);
    }

    static void note() {
        CALL.set(true);
    }

    static boolean any() {
        return CALL.get();
    }
}
