package dev.adjudge.rules.engine;

/**
 * An evaluation has used up its {@link Budget}. An error, not an exception: the interpreter takes every exception for a
 * formula's failure and goes on.
 */
public final class Exhausted extends Error {

    private static final long serialVersionUID = 1;

    Exhausted(String why) {
        super(why, null, false, false);
    }
}
