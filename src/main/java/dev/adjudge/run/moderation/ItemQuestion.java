package dev.adjudge.run.moderation;

import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ItemFacts;
import dev.adjudge.fact.SocialItem;
import org.jspecify.annotations.Nullable;

/**
 * An item that a program asks about, with facts of its own.
 *
 * @param classification null when a classifier is to be asked
 */
public record ItemQuestion(
        SocialItem item, @Nullable Classification classification, ItemFacts.Author author, ItemFacts.Post post) {}
