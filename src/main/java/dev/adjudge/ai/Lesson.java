package dev.adjudge.ai;

/** An example as a learner takes it: what is seen, what is to be said of it, and how much it counts. */
record Lesson(Features features, Target target, float weight) {}
