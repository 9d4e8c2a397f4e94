package dev.adjudge.rules;

import dev.adjudge.fact.ItemFacts;

/** Knows what could be answered. */
@FunctionalInterface
public interface ReplyText {

    /** Nobody knows any: a person writes it. */
    ReplyText NONE = facts -> "";

    /** The text of an answer to this item; empty when a person has to write it. */
    String to(ItemFacts facts);
}
