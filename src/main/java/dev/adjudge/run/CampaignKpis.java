package dev.adjudge.run;

import dev.adjudge.act.Kpi;
import dev.adjudge.warehouse.AccountDays;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What campaigns cost and brought, by platform and account. */
@ApplicationScoped
class CampaignKpis implements KpiSource {

    private static final int DECIMALS = 4;

    private final AccountDays days;

    CampaignKpis(AccountDays days) {
        this.days = days;
    }

    @Override
    public List<Kpi> of(LocalDate from, LocalDate to) {
        List<Kpi> kpis = new ArrayList<>();
        for (AccountDays.Total total : days.of(from, to)) {
            String currency = total.currency();
            add(kpis, total, "spend", total.spend(), currency);
            add(kpis, total, "impressions", total.impressions(), null);
            add(kpis, total, "clicks", total.clicks(), null);
            add(kpis, total, "conversions", total.conversions(), null);
            add(kpis, total, "revenue", total.revenue(), currency);
            add(kpis, total, "cpl", ratio(total.spend(), total.conversions()), currency);
            add(kpis, total, "roas", ratio(total.revenue(), total.spend()), null);
        }
        return kpis;
    }

    private static void add(
            List<Kpi> kpis, AccountDays.Total total, String name, @Nullable BigDecimal value, @Nullable String unit) {
        if (value != null) {
            // Two currencies don't add up.
            String account = total.currencies() == 1 ? total.account() : total.account() + " " + total.currency();
            kpis.add(Kpi.of("adjudge_" + name, total.day(), value, unit, total.platform(), account));
        }
    }

    /** None, where it would divide by 0. */
    private static @Nullable BigDecimal ratio(@Nullable BigDecimal of, @Nullable BigDecimal by) {
        return of == null || by == null || by.signum() == 0 ? null : of.divide(by, DECIMALS, RoundingMode.HALF_UP);
    }
}
