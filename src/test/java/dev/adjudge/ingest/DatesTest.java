package dev.adjudge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatesTest {

    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2026, 11, 22);

    @ParameterizedTest(name = "{0} in a file of {1} is {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "2024-11-16;UNDECIDED;2024-11-16",
                "2024/11/16;UNDECIDED;2024-11-16",
                "20241116;UNDECIDED;2024-11-16",
                "16-11-2024;UNDECIDED;2024-11-16",
                "06-11-2024;UNDECIDED;2024-11-06",
                "06.11.2024;UNDECIDED;2024-11-06",
                "11-16-2024;UNDECIDED;2024-11-16",
                "16/11/2024;UNDECIDED;2024-11-16",
                "11/16/2024;UNDECIDED;2024-11-16",
                "11/11/2024;UNDECIDED;2024-11-11",
                "06/11/2024;DAY_FIRST;2024-11-06",
                "06/11/2024;MONTH_FIRST;2024-06-11",
                "6/1/2024;MONTH_FIRST;2024-06-01",
                "Nov 16, 2024;UNDECIDED;2024-11-16",
                "16 Nov 2024;UNDECIDED;2024-11-16",
                "november 6, 2024;UNDECIDED;2024-11-06",
                "16-Nov-2024;UNDECIDED;2024-11-16",
                "2024-11-16 00:00:00;UNDECIDED;2024-11-16",
                "2024-11-16T00:00:00Z;UNDECIDED;2024-11-16",
                "2026-11-22;ISO;2026-11-22",
                "2024-02-29;ISO;2024-02-29"
            })
    void reads(String cell, DateOrder order, LocalDate expected) throws Unreadable {
        assertThat(dates(order).read(cell)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} in a file of {1} is refused: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "06/11/2024;UNDECIDED;two days",
                "06/11/2024;MIXED;both ways",
                "06-11-2024;MIXED;both ways",
                "11/16/2024;DAY_FIRST;calendar",
                "2026-02-31;UNDECIDED;calendar",
                "31.02.2024;UNDECIDED;calendar",
                "2023-02-29;ISO;calendar",
                "2026-11-23;ISO;future",
                "1999-12-31;ISO;before 2000-01-01",
                "16-11-2024;ISO;2024-11-16",
                "16/11/24;UNDECIDED;not a date",
                "2024-11-16 08:15:00;UNDECIDED;not a date",
                "45612;UNDECIDED;not a date",
                "Feb 30, 2024;UNDECIDED;not a date",
                "yesterday;UNDECIDED;not a date"
            })
    void refuses(String cell, DateOrder order, String reason) {
        assertThatThrownBy(() -> dates(order).read(cell))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining(reason);
    }

    @Test
    void a_sample_tells_its_order_by_a_number_over_12() {
        assertThat(order("06/11/2024", "16/11/2024")).isEqualTo(DateOrder.DAY_FIRST);
        assertThat(order("06/11/2024", "06/16/2024")).isEqualTo(DateOrder.MONTH_FIRST);
        assertThat(order("06/11/2024")).isEqualTo(DateOrder.UNDECIDED);
        assertThat(order("16/11/2024", "11/16/2024")).isEqualTo(DateOrder.MIXED);
    }

    private static DateOrder order(String... cells) {
        DateOrder.Evidence evidence = new DateOrder.Evidence();
        for (String cell : cells) {
            evidence.look(cell);
        }
        return evidence.order();
    }

    private static Dates dates(DateOrder order) {
        return new Dates(order, EARLIEST, LATEST);
    }
}
