package dev.adjudge.rules;

import dev.adjudge.decision.Verdict;
import dev.adjudge.fact.ItemFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item and what became of what rules want of it.
 *
 * @param verdicts empty when nothing is wanted
 * @param severity 0 to 9, as the row that spoke has it; 0 when none did
 * @param answerMinutes within which a person is to look at it, should one have to
 * @param failure why the rules gave no answer; null when they did. A person decides then
 */
public record JudgedItem(
        ItemFacts facts,
        List<Verdict> verdicts,
        int severity,
        long answerMinutes,
        @Nullable String failure) {}
