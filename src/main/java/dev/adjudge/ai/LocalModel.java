package dev.adjudge.ai;

import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import java.time.LocalDate;

/**
 * All that the local classifier knows.
 *
 * @param trained on which day, as whoever trained it said
 */
record LocalModel(
        LocalDate trained,
        SmallHead intents,
        SmallHead sentiments,
        Calibration intentCalibration,
        Calibration sentimentCalibration) {

    /** What a head says of a text: the likeliest class, how often that is right, and what it holds of each class. */
    record Said<T>(T likeliest, double confidence, double[] chances) {}

    Said<Intent> intent(Features features) {
        double[] chances = intents.chances(features);
        int best = Head.likeliest(chances);
        return new Said<>(Intent.values()[best], intentCalibration.confidence(best, chances[best]), chances);
    }

    Said<Sentiment> sentiment(Features features) {
        double[] chances = sentiments.chances(features);
        int best = Head.likeliest(chances);
        return new Said<>(Sentiment.values()[best], sentimentCalibration.confidence(best, chances[best]), chances);
    }
}
