package dev.adjudge.decision;

import dev.adjudge.fact.Facts;
import java.util.List;
import java.util.UUID;

/** The verdicts for one subject in one run, with the facts seen and the release that decided. */
public record Decision(UUID id, Subject subject, ReleaseRef release, Facts facts, List<Verdict> verdicts) {}
