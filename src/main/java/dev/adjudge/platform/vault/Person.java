package dev.adjudge.platform.vault;

/** Somebody outside, as a platform knows them. */
public record Person(String platform, String id) {

    @Override
    public String toString() {
        return "a person on " + platform;
    }
}
