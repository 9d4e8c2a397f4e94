package dev.adjudge.ai;

import org.jspecify.annotations.Nullable;

/** A language model gave no answer, with all attempts. */
final class ModelFailed extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean request;

    /** @param request whether something else may be asked: it is what was asked that was refused */
    ModelFailed(String message, boolean request, @Nullable Throwable cause) {
        super(message, cause);
        this.request = request;
    }

    boolean request() {
        return request;
    }
}
