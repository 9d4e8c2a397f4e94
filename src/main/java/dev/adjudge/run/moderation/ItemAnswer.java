package dev.adjudge.run.moderation;

import dev.adjudge.fact.Classification;
import dev.adjudge.run.Answer;
import org.jspecify.annotations.Nullable;

/**
 * What was decided of an item that a program asked about.
 *
 * @param classification what it is taken for, and who said so; null when nobody could classify it
 * @param suggestedReply what could be answered; null when no answer is wanted, empty when a person has to write it
 */
public record ItemAnswer(
        Answer answer,
        @Nullable Classification classification,
        @Nullable String suggestedReply) {}
