package dev.adjudge.ai;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Fits a head to examples: multinomial logistic regression by stochastic gradients whose steps shrink where they were many (AdaGrad), in an
 * order that a seed decides; the head is the mean of what the weights were after each round. The same examples, seed and start give the
 * same head on every machine.
 */
final class Learner {

    private final int epochs;
    private final float step;
    private final float pull;
    private final long seed;

    /**
     * @param epochs how often each example is seen
     * @param pull how strongly weights are held where they started
     */
    Learner(int epochs, float step, float pull, long seed) {
        this.epochs = epochs;
        this.step = step;
        this.pull = pull;
        this.seed = seed;
    }

    /** A head that started at {@code start} and has seen the examples. */
    Head fit(Head start, List<Lesson> lessons) {
        int classes = start.classes();
        float[] from = start.weights();
        float[] weights = from.clone();
        float[] squares = new float[weights.length];
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[lessons.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        double[] chances = new double[classes];
        double[] wanted = new double[classes];
        float[] mean = new float[weights.length];
        for (int epoch = 0; epoch < epochs; epoch++) {
            shuffle(order, random);
            for (int at : order) {
                Lesson lesson = lessons.get(at);
                Features features = lesson.features();
                Head.chances(weights, classes, features, chances);
                lesson.target().given(chances, wanted);
                for (int c = 0; c < classes; c++) {
                    float error = (float) ((chances[c] - wanted[c]) * lesson.weight());
                    move(weights, from, squares, features, classes, c, error);
                }
            }
            for (int i = 0; i < mean.length; i++) {
                mean[i] += weights[i] / epochs;
            }
        }
        return new Head(classes, mean);
    }

    private void move(
            float[] weights, float[] from, float[] squares, Features features, int classes, int c, float error) {
        int[] places = features.places();
        float[] values = features.values();
        for (int i = 0; i <= places.length; i++) {
            boolean bias = i == places.length;
            int place = (bias ? Features.PLACES : places[i]) * classes + c;
            float gradient = error * (bias ? Head.ALWAYS : values[i]) + pull * (weights[place] - from[place]);
            squares[place] += gradient * gradient;
            weights[place] -= (float) (step * gradient / Math.sqrt(squares[place] + 1e-6f));
        }
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
    }
}
