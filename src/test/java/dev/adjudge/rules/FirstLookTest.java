package dev.adjudge.rules;

import static dev.adjudge.fact.CampaignBuilder.*;

import dev.adjudge.decision.*;
import dev.adjudge.fact.*;
import java.math.BigDecimal;
import java.util.*;
import org.junit.jupiter.api.Test;

class FirstLookTest {
    @Test
    void look() {
        long t = System.nanoTime();
        CompiledRelease r = Releases.shipped();
        System.out.println("first compile ms " + (System.nanoTime() - t) / 1e6);
        for (int i = 0; i < 3; i++) {
            t = System.nanoTime();
            Releases.of(Releases.shippedFiles());
            System.out.println("compile ms " + (System.nanoTime() - t) / 1e6);
        }
        var f = aCampaign("summer")
                .spending("612.40")
                .seen(48210)
                .clicked(690)
                .converting("9")
                .earning("300")
                .launchedDaysAgo(13)
                .build();
        var p = r.propose(f);
        System.out.println(p);
        System.out.println(r.trace(f));
        try (var g = r.guard(new RunConditions(AT, 100, List.of()))) {
            g.judge(
                    new AccountFacts("meta", "act_1", 10, new BigDecimal("1000"), BigDecimal.ZERO),
                    List.of(new Case(f, p)));
            g.finish().forEach(j -> System.out.println(j.verdicts()));
        }
    }
}
