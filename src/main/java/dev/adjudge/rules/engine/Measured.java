package dev.adjudge.rules.engine;

/** A context that is known to be small: weighing it would work out every figure in it, and most are never asked for. */
public interface Measured {}
