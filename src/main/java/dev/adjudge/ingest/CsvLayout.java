package dev.adjudge.ingest;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.adjudge.platform.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the headings of a file say: which column is which field, and what kind of export it is. */
final class CsvLayout {

    private static final Pattern CURRENCY = Pattern.compile("(.*)\\(\\s*([A-Z]{3})\\s*\\)\\s*");
    private static final Pattern MACHINE = Pattern.compile("[a-z_][a-zA-Z0-9_]*");

    private final int[] columns = new int[Field.count()];
    private final List<String> headings;
    private final List<String> plain = new ArrayList<>();
    private final boolean[] used;
    private final List<String> unused = new ArrayList<>();
    private final int periodStart;
    private final int periodEnd;
    private boolean micros;
    private RowRules.@Nullable CurrencyHeading currency;

    private CsvLayout(List<String> headings) {
        this.headings = headings;
        this.used = new boolean[headings.size()];
        for (String heading : headings) {
            Matcher withCurrency = CURRENCY.matcher(heading);
            boolean named = withCurrency.matches() && Currencies.known(withCurrency.group(2));
            plain.add(Spellings.plain(named ? withCurrency.group(1) : heading));
        }
        Arrays.fill(columns, -1);
        for (int i = 0; i < columns.length; i++) {
            columns[i] = column(Spellings.KNOWN.of(Field.at(i)), Field.at(i).word());
        }
        special();
        periodStart = column(Spellings.KNOWN.of("period.start"), "the start of the period");
        periodEnd = column(Spellings.KNOWN.of("period.end"), "the end of the period");
        if (!has(Field.DATE) && periodStart >= 0) {
            columns[Field.DATE.ordinal()] = periodStart;
        }
    }

    static CsvLayout of(CsvRecord headings) {
        return new CsvLayout(headings.getFields());
    }

    /** How many fields a record names, if it is the one with the headings. */
    static int fieldsNamed(CsvRecord record) {
        List<String> headings = record.getFields().stream()
                .map(heading -> Spellings.plain(heading.replaceFirst("\\([A-Z]{3}\\)\\s*$", "")))
                .toList();
        int named = 0;
        for (Field field : Field.values()) {
            boolean there =
                    Spellings.KNOWN.of(field).stream().map(Spellings::plain).anyMatch(headings::contains);
            named += there ? 1 : 0;
        }
        return named
                + (Spellings.KNOWN.of("micros.spend").stream()
                                .map(Spellings::plain)
                                .anyMatch(headings::contains)
                        ? 1
                        : 0);
    }

    boolean has(Field field) {
        return columns[field.ordinal()] >= 0;
    }

    int columnOf(Field field) {
        return columns[field.ordinal()];
    }

    int width() {
        return headings.size();
    }

    boolean micros() {
        return micros;
    }

    /** Null where the heading of spend says none. */
    RowRules.@Nullable CurrencyHeading currency() {
        return currency;
    }

    /** The columns of the span that a row is about, where no column names its day; else null. */
    int @Nullable [] period() {
        boolean spanned = periodEnd >= 0 && columns[Field.DATE.ordinal()] == periodStart && periodStart >= 0;
        return spanned ? new int[] {periodStart, periodEnd} : null;
    }

    /** Whether the headings are names as programs write them. */
    boolean machineMade() {
        return headings.stream().allMatch(h -> MACHINE.matcher(h.strip()).matches());
    }

    List<String> breakdown() {
        return having(Spellings.KNOWN::breakdown);
    }

    /** Columns that nothing is known of; those whose field another column gives are noted instead. */
    List<String> unknown() {
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < used.length; i++) {
            String word = plain.get(i);
            boolean known = used[i]
                    || Spellings.KNOWN.breakdown(word)
                    || Spellings.KNOWN.derived(word)
                    || unused.contains(headings.get(i));
            if (!known && !headings.get(i).isBlank()) {
                unknown.add(headings.get(i).strip());
            }
        }
        return unknown;
    }

    /** Columns that mean a field which a better column gives. */
    List<String> unused() {
        return unused;
    }

    /** The platform that most headings speak of; null where none or two equally do. */
    @Nullable String platform(Platforms known) {
        String best = null;
        int most = 0;
        for (String platform : Spellings.KNOWN.kinds("evidence.")) {
            int evidence = (int) Spellings.KNOWN.of("evidence." + platform).stream()
                    .filter(word -> plain.contains(Spellings.plain(word)))
                    .count();
            if (known.has(platform) && evidence >= most && evidence > 0) {
                best = evidence == most ? null : platform;
                most = evidence;
            }
        }
        return best;
    }

    /** Refuses a file that lacks what every row needs, and says what would be accepted and what to export instead. */
    void demand(boolean platformKnown, List<String> titles) {
        List<Problem.FieldError> missing = new ArrayList<>();
        for (Field field : Field.values()) {
            boolean needed = field.required() || (field == Field.PLATFORM && !platformKnown);
            if (needed && !has(field)) {
                missing.add(missing(field, field == Field.PLATFORM ? ", or say ?platform=" : ""));
            }
        }
        if (!has(Field.CAMPAIGN_ID) && !has(Field.CAMPAIGN_NAME)) {
            missing.add(missing(Field.CAMPAIGN_ID, ", " + String.join(", ", Spellings.KNOWN.of(Field.CAMPAIGN_NAME))));
        }
        if (!missing.isEmpty()) {
            List<String> details =
                    missing.stream().map(Problem.FieldError::detail).toList();
            throw Problem.wrong(
                    String.join(". ", details) + "." + advice(titles) + " The headings found are: "
                            + Words.shown(String.join(", ", headings)),
                    missing.toArray(Problem.FieldError[]::new));
        }
    }

    private String advice(List<String> titles) {
        if (!has(Field.DATE)) {
            for (String coarse : Spellings.KNOWN.kinds("coarse.")) {
                if (!having(word -> Spellings.KNOWN.of("coarse." + coarse).stream()
                                .map(Spellings::plain)
                                .anyMatch(word::equals))
                        .isEmpty()) {
                    return " The rows are of a " + coarse
                            + " each; export them with one row a day (segment or breakdown: day).";
                }
            }
            String period = titles.size() > 1 ? " (" + Words.shown(titles.get(titles.size() - 1)) + ")" : "";
            return " The rows are of one period" + period
                    + "; export them with one row a day: in Google Ads segment by Day, in Meta choose the breakdown By time: Day.";
        }
        if (!has(Field.CAMPAIGN_ID) && !has(Field.CAMPAIGN_NAME)) {
            return " The rows are of ads or ad sets that name no campaign; export at campaign level, or add the campaign's column.";
        }
        return "";
    }

    private static Problem.FieldError missing(Field field, String more) {
        return new Problem.FieldError(
                "/" + field.word(),
                "No column for " + field.word() + "; accepted headings are "
                        + String.join(", ", Spellings.KNOWN.of(field)) + more);
    }

    /** Columns that mean a field only in certain company, or in another unit. */
    private void special() {
        if (!has(Field.SPEND)) {
            columns[Field.SPEND.ordinal()] = column(Spellings.KNOWN.of("micros.spend"), "spend");
            micros = has(Field.SPEND);
        }
        boolean company = Spellings.KNOWN.of("companion.campaignId").stream()
                .anyMatch(word -> plain.contains(Spellings.plain(word)));
        if (!has(Field.CAMPAIGN_ID) && company) {
            columns[Field.CAMPAIGN_ID.ordinal()] = column(Spellings.KNOWN.of("companion.id"), "the campaign's id");
        }
        if (has(Field.SPEND)) {
            String heading = headings.get(columnOf(Field.SPEND));
            Matcher named = CURRENCY.matcher(heading);
            currency = named.matches() && Currencies.known(named.group(2))
                    ? new RowRules.CurrencyHeading(heading.strip(), named.group(2))
                    : null;
        }
    }

    private int column(List<String> spellings, String meaning) {
        int found = -1;
        for (String spelling : spellings) {
            String word = Spellings.plain(spelling);
            for (int i = 0; i < used.length; i++) {
                if (used[i] || !plain.get(i).equals(word)) {
                    continue;
                }
                if (found < 0) {
                    found = i;
                    used[i] = true;
                } else if (plain.get(found).equals(word)) {
                    throw Problem.wrong("Two columns are headed \"" + Words.shown(headings.get(i)) + "\"; which one is "
                            + meaning + " can't be told. Remove one of them");
                } else {
                    unused.add(headings.get(i));
                }
            }
        }
        return found;
    }

    private List<String> having(java.util.function.Predicate<String> word) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < used.length; i++) {
            if (!used[i] && word.test(plain.get(i))) {
                found.add(headings.get(i));
            }
        }
        return found;
    }
}
