package dev.adjudge.ingest;

import dev.adjudge.fact.CampaignKey;
import dev.adjudge.warehouse.ArrivedDay;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the cells of one row after the other and checks them. The first finding refuses the row; all cells are read. */
final class RowCheck {

    private static final BigDecimal MOST_MONEY = BigDecimal.TEN.pow(13);
    private static final BigDecimal MOST_COUNT = BigDecimal.TEN.pow(15);
    private static final int MOST_DECIMALS = 20;
    private static final int KEPT_DECIMALS = 4;
    private static final int MICROS = 6;
    private static final Pattern MANGLED_ID = Pattern.compile("\\d([.,]\\d+)?E\\+?\\d+", Pattern.CASE_INSENSITIVE);

    private final RowRules rules;
    private final Dates dates;
    private final Numbers numbers;
    private final Tally tally;
    private final boolean part;

    private @Nullable Field wrong;
    private @Nullable String wrongValue;
    private String reason = "";
    private @Nullable String sign;

    /**
     * @param part whether rows are parts of a campaign's day: their amounts are rounded only when they are summed
     */
    RowCheck(RowRules rules, Tally tally, boolean part) {
        this.rules = rules;
        this.tally = tally;
        this.part = part;
        this.dates = new Dates(rules.dates(), rules.earliest(), rules.latest());
        this.numbers = new Numbers(rules.numbers());
    }

    /**
     * @param cells by the place of their {@link Field}; null where nothing is said
     */
    Checked check(long line, @Nullable String[] cells) {
        wrong = null;
        sign = null;
        tally.cells(line, cells);
        LocalDate date = date(cells[Field.DATE.ordinal()]);
        String platform = platform(cells[Field.PLATFORM.ordinal()]);
        String account = word(Field.ACCOUNT_ID, cells, Words.LONGEST_ID);
        String name = word(Field.CAMPAIGN_NAME, cells, Words.LONGEST_NAME);
        String id = campaign(word(Field.CAMPAIGN_ID, cells, Words.LONGEST_ID), name);
        BigDecimal spend = money(Field.SPEND, cells);
        BigDecimal impressions = count(Field.IMPRESSIONS, cells);
        BigDecimal clicks = count(Field.CLICKS, cells);
        BigDecimal conversions = money(Field.CONVERSIONS, cells);
        BigDecimal revenue = money(Field.REVENUE, cells);
        String currency = currency(cells[Field.CURRENCY.ordinal()]);
        if (wrong == null && clicks != null && impressions != null && clicks.compareTo(impressions) > 0) {
            refuse(
                    Field.CLICKS,
                    clicks.toPlainString(),
                    "is more than the impressions, " + impressions.toPlainString());
        }
        if (wrong != null
                || date == null
                || platform == null
                || id == null
                || spend == null
                || impressions == null
                || clicks == null) {
            return refused(cells, date, platform, id);
        }
        ArrivedDay day = new ArrivedDay(
                line,
                date,
                platform,
                account == null ? rules.hints().accountId() : account,
                id,
                name,
                currency,
                spend,
                impressions.longValue(),
                clicks.longValue(),
                conversions,
                revenue);
        tally.good(day);
        return new Checked.Good(day);
    }

    private @Nullable LocalDate date(@Nullable String cell) {
        if (cell == null) {
            missing(Field.DATE);
            return null;
        }
        try {
            return dates.read(cell);
        } catch (Unreadable e) {
            refuse(Field.DATE, cell, e.reason());
            return null;
        }
    }

    private @Nullable String platform(@Nullable String cell) {
        if (cell == null) {
            if (rules.platform() == null) {
                missing(Field.PLATFORM);
            }
            return rules.platform();
        }
        String known = rules.platforms().find(cell);
        if (known == null) {
            refuse(
                    Field.PLATFORM,
                    cell,
                    "is not a platform known here; allowed are "
                            + rules.platforms().allowed() + " (setting adjudge.ingest.platforms)");
        }
        return known;
    }

    private @Nullable String campaign(@Nullable String id, @Nullable String name) {
        if (id != null) {
            if (MANGLED_ID.matcher(id).matches()) {
                refuse(
                        Field.CAMPAIGN_ID,
                        id,
                        "was shortened by a spreadsheet; export again and keep the column as text");
            }
            return id;
        }
        if (rules.idNeeded() || name == null || name.length() > Words.LONGEST_ID) {
            missing(Field.CAMPAIGN_ID);
            return null;
        }
        tally.idTakenFromName();
        return name;
    }

    private @Nullable String word(Field field, @Nullable String[] cells, int longest) {
        String cell = cells[field.ordinal()];
        if (cell == null) {
            return null;
        }
        String unfit = Words.unfit(cell, longest);
        if (unfit != null) {
            refuse(field, cell, unfit);
        }
        return cell;
    }

    private @Nullable String currency(@Nullable String cell) {
        if (cell != null) {
            String code = cell.toUpperCase(Locale.ROOT);
            if (!Currencies.known(code)) {
                refuse(Field.CURRENCY, cell, "is not a currency code of ISO 4217, such as USD or EUR");
            }
            agreesWithHeading(cell, code);
            return agreesWithSign(code);
        }
        String stated = rules.currency() == null ? null : agreesWithSign(rules.currency());
        return stated == null && sign != null ? fromSign(sign) : stated;
    }

    private void agreesWithHeading(String cell, String code) {
        RowRules.CurrencyHeading heading = rules.heading();
        if (heading != null && !heading.currency().equals(code)) {
            refuse(
                    Field.CURRENCY,
                    cell,
                    "contradicts the heading \"" + Words.shown(heading.text()) + "\", which says " + heading.currency()
                            + "; retry with the currency that the amounts are in, or mend the heading or the column and"
                            + " send the file again");
        }
    }

    private String agreesWithSign(String code) {
        if (sign != null
                && !sign.equals(code)
                && !Spellings.KNOWN.currenciesOf(sign).contains(code)) {
            refuse(Field.CURRENCY, sign, "is the sign of another currency than the row's, " + code);
        }
        return code;
    }

    private String fromSign(String found) {
        List<String> possible = Spellings.KNOWN.currenciesOf(found);
        String currency = possible.isEmpty() ? found : possible.get(0);
        tally.currencyFromSign(currency, found);
        return currency;
    }

    private @Nullable BigDecimal count(Field field, @Nullable String[] cells) {
        BigDecimal number = number(field, cells, true);
        if (number == null) {
            return null;
        }
        if (number.scale() > 0 && number.stripTrailingZeros().scale() > 0) {
            refuse(field, cells[field.ordinal()], "is not a whole number");
            return null;
        }
        if (number.compareTo(MOST_COUNT) > 0) {
            refuse(field, cells[field.ordinal()], "is more than 10^15, the most allowed");
            return null;
        }
        return number;
    }

    private @Nullable BigDecimal money(Field field, @Nullable String[] cells) {
        BigDecimal number = number(field, cells, false);
        if (number == null) {
            return null;
        }
        if (number.scale() <= KEPT_DECIMALS && number.scale() >= 0) {
            return small(field, cells, number);
        }
        if (number.stripTrailingZeros().scale() > MOST_DECIMALS) {
            refuse(field, cells[field.ordinal()], "has more than " + MOST_DECIMALS + " decimals");
            return null;
        }
        BigDecimal kept = kept(number);
        if (kept.compareTo(number) != 0) {
            tally.rounded(part);
        }
        return small(field, cells, part ? number : kept);
    }

    /** An amount as it is stored. */
    static BigDecimal kept(BigDecimal amount) {
        return amount.setScale(KEPT_DECIMALS, RoundingMode.HALF_UP);
    }

    private @Nullable BigDecimal small(Field field, @Nullable String[] cells, BigDecimal number) {
        if (number.compareTo(MOST_MONEY) >= 0) {
            refuse(field, cells[field.ordinal()], "is 10^13 or more, which no campaign reaches");
            return null;
        }
        return number;
    }

    private @Nullable BigDecimal number(Field field, @Nullable String[] cells, boolean whole) {
        String cell = cells[field.ordinal()];
        if (cell == null) {
            if (field.required()) {
                missing(field);
            }
            return null;
        }
        try {
            BigDecimal number = numbers.read(cell, whole);
            if (field == Field.SPEND) {
                sign = numbers.sign();
                number = rules.micros() ? number.movePointLeft(MICROS) : number;
            }
            if (number.signum() < 0) {
                refuse(field, cell, "is negative; 0 or more is allowed");
                return null;
            }
            return number;
        } catch (Unreadable e) {
            refuse(field, cell, e.reason());
            return null;
        }
    }

    private void missing(Field field) {
        String needed =
                field == Field.CAMPAIGN_ID && !rules.idNeeded() ? "neither campaignId nor campaignName" : "nothing";
        refuse(field, null, "is required, and the row says " + needed);
    }

    private void refuse(Field field, @Nullable String value, String why) {
        if (wrong == null) {
            wrong = field;
            wrongValue = value;
            reason = why;
        }
    }

    private Checked refused(
            @Nullable String[] cells, @Nullable LocalDate date, @Nullable String platform, @Nullable String id) {
        Field field = wrong == null ? Field.DATE : wrong;
        CampaignKey campaign = platform == null || id == null || Words.unfit(id, Words.LONGEST_ID) != null
                ? null
                : new CampaignKey(platform, id);
        String value = wrongValue == null ? null : Words.shown(wrongValue);
        return new Checked.Refused(field.word(), value, reason, readable(cells, date, platform), campaign, date);
    }

    /** The row as a correction starts from it: in the API's own form where it could be read, as it came where not. */
    private Map<String, String> readable(
            @Nullable String[] cells, @Nullable LocalDate date, @Nullable String platform) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) {
            Field field = Field.at(i);
            String text =
                    switch (field) {
                        case DATE -> date == null ? cells[i] : date.toString();
                        case PLATFORM -> platform == null ? cells[i] : platform;
                        case ACCOUNT_ID -> cells[i] == null ? rules.hints().accountId() : cells[i];
                        case CURRENCY -> cells[i] == null ? rules.currency() : cells[i];
                        default -> field.number() ? plain(field, cells[i]) : cells[i];
                    };
            if (text != null) {
                row.put(field.word(), Words.storable(text));
            }
        }
        return row;
    }

    private @Nullable String plain(Field field, @Nullable String cell) {
        if (cell == null) {
            return null;
        }
        try {
            BigDecimal number = numbers.read(cell, field == Field.IMPRESSIONS || field == Field.CLICKS);
            return (field == Field.SPEND && rules.micros() ? number.movePointLeft(MICROS) : number).toPlainString();
        } catch (Unreadable e) {
            return cell;
        }
    }
}
