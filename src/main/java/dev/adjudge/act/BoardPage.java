package dev.adjudge.act;

import java.time.Instant;

/**
 * A page as it stands on a {@link Board}.
 *
 * @param state as {@link BoardCard#state} spells it; whatever a person made of it
 * @param says as {@link BoardCard#says}
 * @param comment what a person wrote beside their answer
 * @param editedAt by the board's clock, which may be as coarse as a minute
 * @param editor the id of whoever edited it last
 */
public record BoardPage(String id, String state, String says, String comment, Instant editedAt, String editor) {}
