package dev.adjudge.api;

import dev.adjudge.platform.Problem.FieldError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong below one place of a body, with pointers from its root. */
final class Pointed {

    private static final int MOST_DIGITS = 15;

    private final String place;
    private final List<FieldError> errors;

    /** @param place a JSON pointer */
    Pointed(String place) {
        this(place, new ArrayList<>());
    }

    private Pointed(String place, List<FieldError> errors) {
        this.place = place;
        this.errors = errors;
    }

    /** The same list of errors, deeper in the body. */
    Pointed at(String below) {
        return new Pointed(place + below, errors);
    }

    void add(String below, String detail) {
        errors.add(new FieldError(place + below, detail));
    }

    List<FieldError> list() {
        return errors;
    }

    /** A whole number of 0 or more; null when it is missing or wrong. */
    @Nullable Long count(String below, @Nullable BigDecimal number) {
        if (number == null) {
            return null;
        }
        boolean possible = number.signum() == 0
                || (number.signum() > 0
                        && number.precision() - (long) number.scale() <= MOST_DIGITS
                        && number.stripTrailingZeros().scale() <= 0);
        if (!possible) {
            add(below, "is " + shown(number) + "; it must be a whole number, 0 or more, of at most 15 digits");
            return null;
        }
        return number.longValue();
    }

    /** Whether it is a number of 0 or more that is no larger than facts ever are. */
    boolean amount(String below, @Nullable BigDecimal number) {
        if (number == null
                || (number.signum() >= 0
                        && number.precision() - (long) number.scale() <= MOST_DIGITS
                        && number.scale() <= 2 * MOST_DIGITS)) {
            return true;
        }
        add(
                below,
                "is " + shown(number) + "; it must be 0 or more, of at most 15 digits before the point and 30 after");
        return false;
    }

    /** A daily budget. */
    void budget(String below, @Nullable BigDecimal number) {
        List<FieldError> wrong = new ArrayList<>();
        CampaignChecks.budget(below, number, wrong);
        wrong.forEach(error -> add(error.pointer(), error.detail()));
    }

    private static String shown(BigDecimal number) {
        return number.toString();
    }
}
