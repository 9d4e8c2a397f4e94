package dev.adjudge.act;

import java.util.Optional;

/**
 * Somebody who edits pages of a {@link Board}.
 *
 * @param name as the board shows it
 * @param isPerson false for programs
 * @param user the name of the user of ours that they were said to be; empty for nobody's
 */
public record BoardPerson(String id, String name, boolean isPerson, Optional<String> user) {}
