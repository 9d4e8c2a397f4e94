package dev.adjudge.connector.meta;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of budgets, which Meta counts in the smallest units it knows of a currency. */
@Singleton
class MetaMoney {

    private final MetaSettings settings;

    MetaMoney(MetaSettings settings) {
        this.settings = settings;
    }

    BigDecimal amount(String units, String currency) {
        return new BigDecimal(units).movePointLeft(decimals(currency));
    }

    String units(BigDecimal amount, String currency) {
        return rounded(amount, currency).movePointRight(decimals(currency)).toPlainString();
    }

    /** As exactly as Meta keeps it. */
    BigDecimal rounded(BigDecimal amount, String currency) {
        return amount.setScale(decimals(currency), RoundingMode.HALF_UP);
    }

    private int decimals(String currency) {
        return settings.wholeUnitCurrencies().contains(currency) ? 0 : 2;
    }
}
