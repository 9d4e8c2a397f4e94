package dev.adjudge.rules;

import java.math.BigDecimal;

/** Amounts as people write them. */
final class Amounts {

    private Amounts() {}

    /** Without needless zeros, and never as 1E+3: rules put it into sentences. */
    static BigDecimal plain(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        if (stripped.scale() <= 0) {
            return stripped.setScale(0);
        }
        return stripped.scale() == 1 ? stripped.setScale(2) : stripped;
    }
}
