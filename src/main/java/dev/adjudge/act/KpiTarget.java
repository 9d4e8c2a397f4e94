package dev.adjudge.act;

import java.util.List;

/** Where figures are watched outside. Connectors implement it. */
public interface KpiTarget {

    /** Its name in the database and the health: {@code databox}. */
    String name();

    /** Whether there is anybody who takes figures. */
    boolean isThere();

    /** How many figures it takes at once. */
    int most();

    /** Takes figures; one that comes again, of the same day and attributes, replaces the one before. */
    void push(List<Kpi> some) throws ActionFailed;
}
