package dev.adjudge.rules;

/** The rules gave no answer for one campaign: counted as failed by the run, nothing is concluded. */
public final class RuleFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    RuleFailure(String message) {
        super(message);
    }
}
