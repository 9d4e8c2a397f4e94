package dev.adjudge.run.moderation;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Reason;
import dev.adjudge.decision.Verdict;
import dev.adjudge.rules.JudgedItem;
import dev.adjudge.rules.JudgedItems;
import dev.adjudge.warehouse.DueItems.Due;
import java.util.List;
import java.util.stream.IntStream;

/** Where a person decided on a text, nothing is done with it at once when it is judged again: a person is asked. */
final class PeopleFirst {

    private static final Reason DECIDED =
            new Reason("people-first", "somebody decided on this text before, and says what becomes of it");

    private PeopleFirst() {}

    static JudgedItems heed(List<Due> batch, JudgedItems judged) {
        return new JudgedItems(
                IntStream.range(0, batch.size())
                        .mapToObj(i -> batch.get(i).decided()
                                ? held(judged.items().get(i))
                                : judged.items().get(i))
                        .toList(),
                judged.alarms(),
                judged.spoke());
    }

    private static JudgedItem held(JudgedItem judged) {
        return new JudgedItem(
                judged.facts(),
                judged.verdicts().stream().map(PeopleFirst::held).toList(),
                judged.severity(),
                judged.answerMinutes(),
                judged.failure());
    }

    private static Verdict held(Verdict verdict) {
        return verdict instanceof Verdict.Allowed && !(verdict.proposal().action() instanceof Action.Escalate)
                ? new Verdict.Held(verdict.proposal(), List.of(DECIDED))
                : verdict;
    }
}
