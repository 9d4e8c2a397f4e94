package dev.adjudge.ai;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a text is recognised by: its words, pairs of them and pieces of words, hashed into so many places.
 *
 * @param places ascending, each once
 * @param values how much of it there is; words and pieces weigh about the same in short texts and long ones
 */
record Features(int[] places, float[] values) {

    /** Two to the power of this many places. */
    static final int BITS = 18;

    static final int PLACES = 1 << BITS;

    /** The length of all pieces together, where that of words and pairs together is 1. */
    private static final float PIECES = 0.5f;

    /** The longest piece of a word, in letters. */
    private static final int LONGEST = 5;

    static Features of(String text) {
        return of(Words.of(text));
    }

    static Features of(List<String> words) {
        Collected collected = new Collected();
        String before = "\u0002";
        Set<String> distinct = new LinkedHashSet<>(words);
        for (String word : distinct) {
            collected.add(hash(1, word, 0, word.length()), 1);
        }
        for (String word : words) {
            collected.add(pair(before, word), 1);
            before = word;
        }
        collected.add(pair(before, "\u0003"), 1);
        int own = collected.size;
        collected.level(0, own, 1);
        for (String word : distinct) {
            pieces(word, collected);
        }
        collected.level(own, collected.size, PIECES);
        return collected.features();
    }

    static int pair(String first, String second) {
        return mix(hash(2, first, 0, first.length()) * 31 + hash(3, second, 0, second.length()));
    }

    private static void pieces(String word, Collected collected) {
        if (word.charAt(0) == PlainText.KIND) {
            return;
        }
        boolean dense = dense(word.charAt(0));
        String edged = dense ? word : "_" + word + "_";
        int shortest = dense ? 1 : 3;
        int longest = dense ? 3 : LONGEST;
        for (int length = shortest; length <= longest; length++) {
            for (int at = 0; at + length <= edged.length(); at++) {
                collected.add(hash(4, edged, at, at + length), 1);
            }
        }
    }

    /** Scripts whose words are not spaced, or as short as their signs. */
    private static boolean dense(char letter) {
        return switch (Character.UnicodeScript.of(letter)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }

    static int hash(int kind, String text, int from, int to) {
        int hash = 0x811c9dc5 ^ kind * 0x9e3779b9;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text.charAt(i)) * 0x01000193;
        }
        return mix(hash);
    }

    private static int mix(int hash) {
        int mixed = (hash ^ hash >>> 16) * 0x85ebca6b;
        mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
        return (mixed ^ mixed >>> 16) & PLACES - 1;
    }

    /** Places as they come. */
    private static final class Collected {

        private int[] places = new int[256];
        private float[] values = new float[256];
        private int size;

        void add(int place, float value) {
            if (size == places.length) {
                places = Arrays.copyOf(places, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            places[size] = place;
            values[size++] = value;
        }

        /** Gives what lies between the two together the length. */
        void level(int from, int to, float length) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += values[i] * values[i];
            }
            float factor = sum == 0 ? 0 : (float) (length / Math.sqrt(sum));
            for (int i = from; i < to; i++) {
                values[i] *= factor;
            }
        }

        Features features() {
            long[] sorted = new long[size];
            for (int i = 0; i < size; i++) {
                sorted[i] = (long) places[i] << 32 | i;
            }
            Arrays.sort(sorted);
            int[] distinct = new int[size];
            float[] sums = new float[size];
            int count = 0;
            for (long entry : sorted) {
                int place = (int) (entry >>> 32);
                if (count == 0 || distinct[count - 1] != place) {
                    distinct[count++] = place;
                }
                sums[count - 1] += values[(int) entry];
            }
            return new Features(Arrays.copyOf(distinct, count), Arrays.copyOf(sums, count));
        }
    }
}
