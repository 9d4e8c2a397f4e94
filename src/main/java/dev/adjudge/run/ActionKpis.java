package dev.adjudge.run;

import dev.adjudge.act.ActionCounts;
import dev.adjudge.act.Kpi;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** How many actions were done, held and failed, by platform, account and kind. */
@ApplicationScoped
class ActionKpis implements KpiSource {

    private final ActionCounts counts;

    ActionKpis(ActionCounts counts) {
        this.counts = counts;
    }

    @Override
    public List<Kpi> of(LocalDate from, LocalDate to) {
        return counts.of(from, to).stream()
                .map(count -> Kpi.of(
                                "adjudge_actions_" + count.became(),
                                count.day(),
                                BigDecimal.valueOf(count.actions()),
                                null,
                                count.platform(),
                                count.account())
                        .with("kind", count.kind()))
                .toList();
    }
}
