package dev.adjudge.ai;

/**
 * A linear classifier of features: for each place, and once more for none, a weight a class.
 *
 * @param weights by place, then by class
 */
record Head(int classes, float[] weights) {

    /** What stands for no feature at all, in the place behind the last. */
    static final float ALWAYS = 0.3f;

    static Head empty(int classes) {
        return new Head(classes, new float[(Features.PLACES + 1) * classes]);
    }

    /** How likely it holds each class to be. */
    double[] chances(Features features) {
        double[] chances = new double[classes];
        chances(weights, classes, features, chances);
        return chances;
    }

    static void chances(float[] weights, int classes, Features features, double[] into) {
        int[] places = features.places();
        float[] values = features.values();
        for (int c = 0; c < classes; c++) {
            into[c] = ALWAYS * weights[Features.PLACES * classes + c];
        }
        for (int i = 0; i < places.length; i++) {
            int row = places[i] * classes;
            for (int c = 0; c < classes; c++) {
                into[c] += values[i] * weights[row + c];
            }
        }
        softmax(into);
    }

    /** Scores become shares of 1. StrictMath, so that every machine trains the same weights. */
    static void softmax(double[] scores) {
        double highest = scores[0];
        for (double score : scores) {
            highest = Math.max(highest, score);
        }
        double sum = 0;
        for (int c = 0; c < scores.length; c++) {
            scores[c] = StrictMath.exp(scores[c] - highest);
            sum += scores[c];
        }
        for (int c = 0; c < scores.length; c++) {
            scores[c] /= sum;
        }
    }

    static int likeliest(double[] chances) {
        int best = 0;
        for (int c = 1; c < chances.length; c++) {
            best = chances[c] > chances[best] ? c : best;
        }
        return best;
    }
}
