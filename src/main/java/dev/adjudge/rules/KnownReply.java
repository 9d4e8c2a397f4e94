package dev.adjudge.rules;

import dev.adjudge.fact.ItemFacts;

/** Knows what could be answered. */
@FunctionalInterface
public interface KnownReply {

    /** Nobody knows any: a person writes it. */
    KnownReply NONE = facts -> "";

    /** The text of an answer to this item; empty when a person has to write it. */
    String to(ItemFacts facts);
}
