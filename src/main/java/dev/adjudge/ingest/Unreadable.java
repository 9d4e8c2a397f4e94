package dev.adjudge.ingest;

/** A cell that says nothing sensible; the message says why and what is allowed. Caught by the check of its row. */
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1;

    Unreadable(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
