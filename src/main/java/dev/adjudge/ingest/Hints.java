package dev.adjudge.ingest;

import dev.adjudge.platform.Problem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the sender says about all rows, for what the rows do not say themselves. */
public record Hints(
        @Nullable String platform,
        @Nullable String currency,
        @Nullable String dateOrder,
        @Nullable String accountId) {

    public static final Hints NONE = new Hints(null, null, null, null);

    /** Refuses hints that make no sense, before anything is read. */
    Hints checked(Platforms platforms) {
        String known = null;
        if (platform != null) {
            known = platforms.find(platform);
            if (known == null) {
                throw wrong("platform", platform, platforms.allowed());
            }
        }
        String code = currency == null ? null : currency.toUpperCase(Locale.ROOT);
        if (code != null && !Currencies.known(code)) {
            throw wrong("currency", code, "a code of ISO 4217, such as EUR");
        }
        if (dateOrder != null && order() == null) {
            throw wrong("dateOrder", dateOrder, "dmy or mdy");
        }
        if (accountId != null) {
            String reason = Words.unfit(accountId, Words.LONGEST_ID);
            if (reason != null) {
                throw Problem.wrong("accountId " + reason, new Problem.FieldError("accountId", reason));
            }
        }
        return new Hints(known, code, dateOrder, accountId);
    }

    /** Null where nothing, or nothing known, is said. */
    @Nullable DateOrder order() {
        if ("dmy".equalsIgnoreCase(dateOrder)) {
            return DateOrder.DAY_FIRST;
        }
        return "mdy".equalsIgnoreCase(dateOrder) ? DateOrder.MONTH_FIRST : null;
    }

    private static Problem wrong(String parameter, String value, String allowed) {
        String detail = parameter + " is \"" + Words.shown(value) + "\"; allowed is " + allowed;
        return Problem.wrong(detail, new Problem.FieldError(parameter, detail));
    }
}
