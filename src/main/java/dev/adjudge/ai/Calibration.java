package dev.adjudge.ai;

import java.util.List;

/**
 * How often a class is right when a head holds it likeliest with some chance: a logistic curve a class, learnt from texts that the head had
 * not seen.
 */
record Calibration(float[] slopes, float[] offsets) {

    /** What a head said of a text that it had not seen. */
    record Seen(int said, double chance, boolean right) {}

    /** Nothing is certain. */
    private static final double MOST = 0.995;

    private static final int STEPS = 4_000;

    /** Until a class was said often, chances stay what they are. */
    private static final double PRIOR = 5;

    double confidence(int said, double chance) {
        return Math.min(MOST, curve(slopes[said], offsets[said], odds(chance)));
    }

    /**
     * Learns the curves.
     *
     * @param caution how many times a wrong answer counts, by class: more than 1 where acting on it does harm
     */
    static Calibration of(List<Seen> seen, float[] caution) {
        float[] slopes = new float[caution.length];
        float[] offsets = new float[caution.length];
        for (int c = 0; c < caution.length; c++) {
            int said = c;
            double[] fitted =
                    fit(seen.stream().filter(one -> one.said() == said).toList(), caution[c]);
            slopes[c] = (float) fitted[0];
            offsets[c] = (float) fitted[1];
        }
        return new Calibration(slopes, offsets);
    }

    private static double[] fit(List<Seen> seen, float caution) {
        double slope = 1;
        double offset = 0;
        for (int step = 0; step < STEPS; step++) {
            double bySlope = PRIOR * (slope - 1);
            double byOffset = PRIOR * offset;
            double curvature = PRIOR;
            for (Seen one : seen) {
                double odds = odds(one.chance());
                double weight = one.right() ? 1 : caution;
                double error = weight * (curve(slope, offset, odds) - (one.right() ? 1 : 0));
                bySlope += error * odds;
                byOffset += error;
                curvature += weight * (1 + odds * odds) / 4;
            }
            slope = Math.max(0.05, slope - bySlope / curvature);
            offset -= byOffset / curvature;
            if (Math.abs(bySlope) + Math.abs(byOffset) < 1e-7 * curvature) {
                break;
            }
        }
        return new double[] {slope, offset};
    }

    private static double odds(double chance) {
        double within = Math.min(1 - 1e-6, Math.max(1e-6, chance));
        return StrictMath.log(within / (1 - within));
    }

    private static double curve(double slope, double offset, double odds) {
        return 1 / (1 + StrictMath.exp(-(slope * odds + offset)));
    }
}
