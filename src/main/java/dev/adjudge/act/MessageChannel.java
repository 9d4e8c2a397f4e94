package dev.adjudge.act;

/** A way in which people are told something. Connectors implement it. */
public interface MessageChannel {

    /** Its name in the alert table: {@code slack}, {@code email}, {@code pagerduty}. */
    String name();

    /** Sends a message; it may come again when it is not known whether the first one arrived. */
    void send(Message message) throws ActionFailed;

    /** Whether such a thing is told here at all. */
    default boolean tells(Message.Event event) {
        return true;
    }
}
