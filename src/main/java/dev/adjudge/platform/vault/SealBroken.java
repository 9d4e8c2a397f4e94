package dev.adjudge.platform.vault;

/** A sealed text that doesn't open: changed, moved, or sealed with a key that we don't have. */
public final class SealBroken extends RuntimeException {

    private static final long serialVersionUID = 1;

    SealBroken(String message) {
        super(message);
    }
}
