package dev.adjudge.ai;

import org.jspecify.annotations.Nullable;

/** A classifier gave no usable answer. The message says which and why, without the texts. */
public final class ClassifierFailed extends Exception {

    private static final long serialVersionUID = 1;

    public ClassifierFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
