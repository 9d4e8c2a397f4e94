package dev.adjudge.fact;

/**
 * Who classified: another version may say something else of the same text.
 *
 * @param provider {@code local} or {@code openai}
 * @param model the model's name there
 * @param version of the model; for one that is trained here the first 12 digits of its weights' hash
 */
public record ClassifierVersion(String provider, String model, String version) {

    @Override
    public String toString() {
        return provider + "/" + model + "@" + version;
    }
}
