package dev.adjudge.connector.meta;

import dev.adjudge.act.ActionFailed;
import dev.adjudge.act.ActionHandler;
import dev.adjudge.connector.Answers;
import dev.adjudge.connector.meta.MetaGraph.CampaignNode;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Action.ChangeBudget;
import dev.adjudge.decision.Subject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Stops campaigns, lets them go on and sets daily budgets. */
@Singleton
class MetaActions implements ActionHandler {

    private static final Set<String> KINDS = Set.of("pause", "resume", "change_budget");

    private final MetaGraph graph;
    private final MetaMoney money;

    MetaActions(@RestClient MetaGraph graph, MetaMoney money) {
        this.graph = graph;
        this.money = money;
    }

    @Override
    public boolean handles(String platform, String kind) {
        return platform.equals(MetaFacts.PLATFORM) && KINDS.contains(kind);
    }

    @Override
    public Optional<Object> current(Subject subject, Action action) throws ActionFailed {
        CampaignNode live =
                Answers.forAction(MetaFacts.PLATFORM, () -> graph.campaign(subject.id(), "id,status,daily_budget"));
        if (!(action instanceof ChangeBudget change)) {
            return Optional.of(MetaFacts.status(live.status()).word());
        }
        String units = live.dailyBudget();
        if (units == null || units.equals("0")) {
            throw new ActionFailed.Permanent(
                    "meta has no daily budget on campaign " + subject.id()
                            + ": it is set on its ad sets or for its whole life. Change it there",
                    null);
        }
        return Optional.of(money.amount(units, change.currency()));
    }

    @Override
    public Effect execute(Subject subject, Action action) throws ActionFailed {
        String parameter;
        MetaGraph.Updated answer;
        if (action instanceof ChangeBudget change) {
            String units = money.units(change.after(), change.currency());
            parameter = "daily_budget=" + units;
            answer = Answers.forAction(MetaFacts.PLATFORM, () -> graph.setDailyBudget(subject.id(), units));
        } else {
            String status = action.after().equals("paused") ? "PAUSED" : "ACTIVE";
            parameter = "status=" + status;
            answer = Answers.forAction(MetaFacts.PLATFORM, () -> graph.setStatus(subject.id(), status));
        }
        return new Effect("POST /v25.0/" + subject.id() + " " + parameter, "success=" + answer.success());
    }

    @Override
    public boolean same(Action action, Object live, Object value) {
        if (action instanceof ChangeBudget change
                && live instanceof BigDecimal is
                && value instanceof BigDecimal other) {
            return is.compareTo(money.rounded(other, change.currency())) == 0;
        }
        return live.equals(value);
    }
}
