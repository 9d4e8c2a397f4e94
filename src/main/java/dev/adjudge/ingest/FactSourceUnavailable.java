package dev.adjudge.ingest;

/** A platform did not answer, or refused; the message says which, how, and what to do. */
public final class FactSourceUnavailable extends Exception {

    private static final long serialVersionUID = 1;

    public FactSourceUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
