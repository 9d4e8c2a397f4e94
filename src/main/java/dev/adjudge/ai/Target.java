package dev.adjudge.ai;

import java.util.Arrays;

/** What is to be said of an example. */
sealed interface Target {

    /** Writes what is wanted, given what is held likely now. */
    void given(double[] chances, double[] wanted);

    /** It is of this class, as far as its label can be relied on; the rest is spread over all. */
    record Is(int index, double sure) implements Target {
        @Override
        public void given(double[] chances, double[] wanted) {
            Arrays.fill(wanted, (1 - sure) / wanted.length);
            wanted[index] += sure;
        }
    }

    /** It is not of this class; the others share what it had as they do now. */
    record IsNot(int index) implements Target {
        @Override
        public void given(double[] chances, double[] wanted) {
            double others = Math.max(1e-9, 1 - chances[index]);
            for (int c = 0; c < wanted.length; c++) {
                wanted[c] = c == index ? 0 : chances[c] / others;
            }
        }
    }

    /** It is not of {@code never}, and of the rest rather of this class. */
    record Rather(int index, double share, int never) implements Target {
        @Override
        public void given(double[] chances, double[] wanted) {
            new IsNot(never).given(chances, wanted);
            for (int c = 0; c < wanted.length; c++) {
                wanted[c] = (1 - share) * wanted[c] + (c == index ? share : 0);
            }
        }
    }
}
