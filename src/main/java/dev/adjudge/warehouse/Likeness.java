package dev.adjudge.warehouse;

import dev.adjudge.platform.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What nearly the same texts have in common: MinHash over runs of {@value #RUN} letters, in {@value #BANDS} bands of {@value #ROWS} rows.
 * Two texts that share nine in ten of their runs share a band with a probability of 0.96, two that share three in ten with 0.02 (1 - (1 -
 * j^4)^3; Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, 3.4). Without the key of the vault nothing can be told from it.
 */
final class Likeness {

    private static final int RUN = 4;
    private static final int BANDS = 3;
    private static final int ROWS = 4;

    /** Shorter ones are alike by nature: "nice!", "thank you". */
    private static final int LEAST_LETTERS = 20;

    private static final int MOST_LETTERS = 2_000;

    private static final Pattern NO_LETTERS = Pattern.compile("https?://\\S+|@\\S+|[^\\p{L}]+");

    private Likeness() {}

    /** Empty for a text that is too short to be told from others. */
    static Long[] of(String text, Vault vault) {
        String letters = NO_LETTERS
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT))
                .replaceAll("");
        if (letters.length() < LEAST_LETTERS) {
            return new Long[0];
        }
        String cut = letters.substring(0, Math.min(letters.length(), MOST_LETTERS));
        Set<String> runs = new HashSet<>();
        for (int i = 0; i + RUN <= cut.length(); i++) {
            runs.add(cut.substring(i, i + RUN));
        }
        List<Long> bands = new ArrayList<>();
        for (int band = 0; band < BANDS; band++) {
            StringBuilder least = new StringBuilder().append(band);
            for (int row = 0; row < ROWS; row++) {
                long seed = mixed(31L * band + row + 1);
                least.append(' ')
                        .append(runs.stream()
                                .mapToLong(run -> mixed(seed ^ hash(run)))
                                .min()
                                .orElse(0));
            }
            bands.add(Long.parseUnsignedLong(
                    vault.name("likeness", least.toString()).substring(0, 16), 16));
        }
        return bands.toArray(Long[]::new);
    }

    private static long hash(String run) {
        return Arrays.hashCode(run.getBytes(StandardCharsets.UTF_8)) * 0x9E3779B97F4A7C15L;
    }

    /** SplitMix64's finisher. */
    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
