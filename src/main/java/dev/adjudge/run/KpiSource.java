package dev.adjudge.run;

import dev.adjudge.act.Kpi;
import java.time.LocalDate;
import java.util.List;

/** Figures of days that people watch outside. Whatever implements it is pushed; a metric's key belongs to one source. */
interface KpiSource {

    /** Of these days, both included; the same as before where nothing was corrected. */
    List<Kpi> of(LocalDate from, LocalDate to);
}
