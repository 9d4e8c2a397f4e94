package dev.adjudge.ingest;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words of exports, from {@code ingest/columns.properties}. */
final class Spellings {

    static final Spellings KNOWN = load("/ingest/columns.properties");

    private final Map<String, List<String>> words = new LinkedHashMap<>();
    private final Set<String> blank = new LinkedHashSet<>();
    private final Set<String> totals = new LinkedHashSet<>();
    private final Set<String> breakdown;
    private final Set<String> derived;

    private Spellings(Properties file) {
        for (String key : file.stringPropertyNames()) {
            words.put(
                    key,
                    Arrays.stream(file.getProperty(key).split(","))
                            .map(String::strip)
                            .toList());
        }
        blank.addAll(of("blank"));
        totals.addAll(of("total"));
        breakdown = plainSet("breakdown");
        derived = plainSet("derived");
    }

    /** Letters and digits only, in lower case: the form in which headings are compared. */
    static String plain(String heading) {
        StringBuilder plain = new StringBuilder(heading.length());
        heading.codePoints()
                .filter(Character::isLetterOrDigit)
                .map(Character::toLowerCase)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    List<String> of(String key) {
        return words.getOrDefault(key, List.of());
    }

    List<String> of(Field field) {
        return of("field." + field.word());
    }

    /** The parts of the file under a prefix: {@code evidence.} gives meta, google_ads and klaviyo. */
    List<String> kinds(String prefix) {
        return words.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()))
                .sorted()
                .toList();
    }

    boolean breakdown(String plain) {
        return breakdown.contains(plain);
    }

    boolean derived(String plain) {
        return derived.contains(plain);
    }

    /** Null where the cell says nothing. */
    @Nullable String content(@Nullable String cell) {
        if (cell == null || cell.isEmpty()) {
            return null;
        }
        String text = Character.isWhitespace(cell.charAt(0)) || Character.isWhitespace(cell.charAt(cell.length() - 1))
                ? cell.strip()
                : cell;
        if (text.isEmpty() || (text.length() <= 9 && blank.contains(text.toLowerCase(Locale.ROOT)))) {
            return null;
        }
        return text;
    }

    boolean total(@Nullable String cell) {
        if (cell == null || cell.length() > 100) {
            return false;
        }
        int colon = cell.indexOf(':');
        String word = (colon < 0 ? cell : cell.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
        return totals.contains(word);
    }

    /** The currencies that use a sign, the usual one first. */
    List<String> currenciesOf(String sign) {
        List<String> found = new ArrayList<>();
        for (String currency : kinds("sign.")) {
            List<String> signs = of("sign." + currency);
            int place = signs.indexOf(sign);
            if (place >= 0) {
                found.add(found.isEmpty() || place > 0 ? found.size() : 0, currency);
            }
        }
        return found;
    }

    private Set<String> plainSet(String key) {
        Set<String> plain = new LinkedHashSet<>();
        of(key).forEach(word -> plain.add(plain(word)));
        return plain;
    }

    private static Spellings load(String resource) {
        try (var in = Objects.requireNonNull(Spellings.class.getResourceAsStream(resource), resource)) {
            Properties file = new Properties();
            file.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return new Spellings(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
