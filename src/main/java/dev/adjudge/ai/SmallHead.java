package dev.adjudge.ai;

/**
 * A head as it ships: eight bits a weight.
 *
 * @param weights by place, then by class
 * @param scales what a weight of 1 stands for, by class
 */
record SmallHead(int classes, byte[] weights, float[] scales) {

    static SmallHead of(Head head) {
        int classes = head.classes();
        float[] scales = new float[classes];
        for (int i = 0; i < head.weights().length; i++) {
            scales[i % classes] = Math.max(scales[i % classes], Math.abs(head.weights()[i]) / Byte.MAX_VALUE);
        }
        byte[] weights = new byte[head.weights().length];
        for (int i = 0; i < weights.length; i++) {
            float scale = scales[i % classes];
            weights[i] = scale == 0 ? 0 : (byte) Math.round(head.weights()[i] / scale);
        }
        return new SmallHead(classes, weights, scales);
    }

    /** The same with room to learn. */
    Head grown() {
        float[] grown = new float[weights.length];
        for (int i = 0; i < grown.length; i++) {
            grown[i] = weights[i] * scales[i % classes];
        }
        return new Head(classes, grown);
    }

    /** How likely it holds each class to be. */
    double[] chances(Features features) {
        double[] chances = scores(features);
        for (int c = 0; c < classes; c++) {
            chances[c] += Head.ALWAYS * weights[Features.PLACES * classes + c] * scales[c];
        }
        Head.softmax(chances);
        return chances;
    }

    /** What the features alone say for each class. */
    double[] scores(Features features) {
        int[] places = features.places();
        float[] values = features.values();
        double[] scores = new double[classes];
        for (int i = 0; i < places.length; i++) {
            int row = places[i] * classes;
            for (int c = 0; c < classes; c++) {
                scores[c] += values[i] * weights[row + c];
            }
        }
        for (int c = 0; c < classes; c++) {
            scores[c] *= scales[c];
        }
        return scores;
    }
}
