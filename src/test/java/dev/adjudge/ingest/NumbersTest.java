package dev.adjudge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest(name = "{0} in a file of {1} is {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "0;UNDECIDED;0",
                "12;UNDECIDED;12",
                "0,8;UNDECIDED;0.8",
                "12.50;UNDECIDED;12.50",
                "0,125;UNDECIDED;0.125",
                "1,234.56;UNDECIDED;1234.56",
                "1.234,56;UNDECIDED;1234.56",
                "1,234,567;UNDECIDED;1234567",
                "12,34,567.5;POINT;1234567.5",
                "1,892;POINT;1892",
                "1.892;POINT;1.892",
                "1,892;COMMA;1.892",
                "1.892;COMMA;1892",
                "$1,892;POINT;1892",
                "1.429999948;POINT;1.429999948",
                "$231.88;POINT;231.88",
                "231,88 €;COMMA;231.88",
                "USD 1,000.00;POINT;1000.00",
                "R$ 1.000,50;COMMA;1000.50",
                "₹25,881;POINT;25881",
                "1 234,56;COMMA;1234.56",
                "1'234.50;POINT;1234.50",
                "-5;POINT;-5",
                "(5.00);POINT;-5.00",
                "-$5.25;POINT;-5.25",
                "+7;POINT;7",
                "1.5E3;MACHINE;1.5E+3",
                "0.30000000000000004;MACHINE;0.30000000000000004",
                ".5;POINT;.5",
                "5.;POINT;5"
            })
    void reads(String cell, NumberStyle style, String expected) throws Unreadable {
        assertThat(new Numbers(style).read(cell, false)).isEqualByComparingTo(expected);
    }

    @ParameterizedTest(name = "{0} in a file of {1} is refused: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "1,892;UNDECIDED;two ways", "1.892;UNDECIDED;two ways", "1,892;MIXED;two ways", "0,8;POINT;contradicts",
                        "12.5;COMMA;contradicts",
                "1,2345;POINT;contradicts", "1,23,45;POINT;thousands", "1,892;MACHINE;not a number",
                        "77.77%;POINT;percentage", "#ERROR!;POINT;spreadsheet",
                "#DIV/0!;POINT;spreadsheet", "abc;POINT;not a number", "12 abc;POINT;not a number", "NaN;POINT;finite",
                        "Infinity;MACHINE;finite",
                "1e400;MACHINE;not a number that", "1e1000000000;POINT;not a number that", "1-2;POINT;not a number",
                        "1 23;POINT;thousands"
            })
    void refuses(String cell, NumberStyle style, String reason) {
        assertThatThrownBy(() -> new Numbers(style).read(cell, false))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining(reason);
    }

    @Test
    void a_count_has_no_decimals_so_that_its_separator_groups() throws Unreadable {
        assertThat(new Numbers(NumberStyle.UNDECIDED).read("25,881", true)).isEqualByComparingTo("25881");
        assertThat(new Numbers(NumberStyle.UNDECIDED).read("25.881", true)).isEqualByComparingTo("25881");
    }

    @Test
    void a_sign_is_remembered_for_the_currency() throws Unreadable {
        Numbers numbers = new Numbers(NumberStyle.POINT);

        numbers.read("€ 12.50", false);

        assertThat(numbers.sign()).isEqualTo("€");
        assertThat(Spellings.KNOWN.currenciesOf("€")).containsExactly("EUR");
        assertThat(Spellings.KNOWN.currenciesOf("$")).startsWith("USD").contains("AUD");
    }

    @Test
    void a_sample_tells_its_style_only_by_what_can_be_read_in_one_way() {
        assertThat(style("1,892", "12")).isEqualTo(NumberStyle.UNDECIDED);
        assertThat(style("1,892", "231.88")).isEqualTo(NumberStyle.POINT);
        assertThat(style("0,8", "4")).isEqualTo(NumberStyle.COMMA);
        assertThat(style("0,8", "4.5")).isEqualTo(NumberStyle.MIXED);
        assertThat(style("1.000.000")).isEqualTo(NumberStyle.COMMA);
    }

    private static NumberStyle style(String... cells) {
        NumberStyle.Evidence evidence = new NumberStyle.Evidence();
        for (String cell : cells) {
            evidence.look(cell, false);
        }
        return evidence.style(false);
    }
}
