package dev.adjudge.connector;

import dev.adjudge.act.ActionFailed;
import dev.adjudge.ingest.FactSourceUnavailable;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What an unhappy answer of a platform means to those who asked. */
public final class Answers {

    /** A circuit stays open for a minute, and lets one call try it then: who comes in that moment, or before, looks again soon. */
    private static final Duration CIRCUIT = Duration.ofSeconds(15);

    /** Two of Klaviyo's windows. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** One of Meta's windows, and a little. */
    private static final Duration PATIENCE_OF_DAYS = Duration.ofMinutes(65);

    private static final Duration LONGEST_PULL = Duration.ofHours(12);

    /** What asks for less is asked again after this. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private static final String PULLS = "-pulls";
    private static final String DAYS = "-days";

    /** How long an ad platform is left alone that does not say for how long: its limits are of hours, and waiting counts as no try. */
    private static final Duration A_WHILE = Duration.ofMinutes(5);

    private Answers() {}

    /** Tells by the HTTP status whether another try makes sense. */
    public static PlatformFailure failure(Response response, String message) {
        int status = response.getStatus();
        Duration retryAfter = retryAfter(response);
        if (status == 429 || status == 503 && retryAfter != null) {
            return new PlatformFailure.Busy(message, retryAfter, status == 429);
        }
        return status >= 500 || status == 408 || status == 409
                ? new PlatformFailure.Unavailable(message)
                : new PlatformFailure.Refused(message);
    }

    /** What {@code Retry-After} says: seconds, or a date, which the answer's own date is compared with. Null when it is neither. */
    public static @Nullable Duration retryAfter(Response response) {
        String said = response.getHeaderString(HttpHeaders.RETRY_AFTER);
        if (said != null && said.matches("\\d{1,6}")) {
            return Duration.ofSeconds(Long.parseLong(said));
        }
        Date now = response.getDate();
        if (said == null || now == null) {
            return null;
        }
        try {
            Instant then = ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(now.toInstant(), then);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** What an ad platform said of how long it wants to be left alone, or a while. */
    public static Duration orAWhile(@Nullable Duration said) {
        return said == null ? A_WHILE : said;
    }

    /** Makes a call for something that may not be there, or not any more. */
    public static <T> Optional<T> ifThere(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (RuntimeException e) {
            if (said(e) instanceof PlatformFailure.Missing) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Makes a call for an action. What changes something is the last call in it, and sent once. */
    public static <T> T forAction(String platform, Supplier<T> call) throws ActionFailed {
        try {
            return call.get();
        } catch (RuntimeException e) {
            RuntimeException said = said(e);
            if (said instanceof PlatformFailure.Refused) {
                throw new ActionFailed.Permanent(platform + " refused: " + said.getMessage(), e);
            }
            if (said instanceof PlatformFailure.Busy busy) {
                String why = platform + " asks to be left alone: " + busy.getMessage();
                throw busy.refused()
                        ? ActionFailed.Temporary.keptBack(why, busy.retryAfter(), e)
                        : new ActionFailed.Temporary(why, busy.retryAfter(), e);
            }
            if (said instanceof CircuitBreakerOpenException) {
                throw ActionFailed.Temporary.keptBack(
                        platform + " failed too often and is left alone for a minute", CIRCUIT, e);
            }
            String why = distrust(e);
            if (why != null) {
                throw ActionFailed.Temporary.keptBack(notTrusted(platform, why), null, e);
            }
            throw new ActionFailed.Temporary(platform + " did not answer as it should: " + text(said), null, e);
        }
    }

    /**
     * Makes one call that nobody waits for: a platform that asks to be left alone, or may not be sent more calls now, is called again
     * when it says; up to {@link #PATIENCE}, or as long as the pull has patience that it is part of.
     */
    public static <T> T patiently(Supplier<T> call) {
        Pulling waiting = Pulling.now().orElseGet(() -> Pulling.aside(PATIENCE));
        while (true) {
            try {
                T answer = call.get();
                waiting.goesOn();
                return answer;
            } catch (RuntimeException e) {
                Duration asked = said(e) instanceof PlatformFailure.Busy busy ? busy.retryAfter() : null;
                Duration wait = asked != null && asked.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : asked;
                if (wait == null || !waiting.waits(wait)) {
                    throw e;
                }
                pause(wait, e);
            }
        }
    }

    private static void pause(Duration wait, RuntimeException otherwise) {
        try {
            Thread.sleep(wait.toMillis() + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw otherwise;
        }
    }

    /** Makes the calls of a pull that is made again soon; faults that are not the platform's go on as they are. */
    public static void forPull(String platform, Runnable calls) throws FactSourceUnavailable {
        pull(platform, Pulling.with(PATIENCE, PATIENCE, PULLS), calls);
    }

    /** Makes the calls of a pull of days of figures: it waits for a platform's next hour rather than begin anew then. */
    public static void forPullOfDays(String platform, Runnable calls) throws FactSourceUnavailable {
        pull(platform, Pulling.with(PATIENCE_OF_DAYS, LONGEST_PULL, DAYS, PULLS), calls);
    }

    private static void pull(String platform, Pulling pulling, Runnable calls) throws FactSourceUnavailable {
        try (pulling) {
            calls.run();
        } catch (RuntimeException e) {
            RuntimeException said = said(e);
            if (said instanceof PlatformFailure.Refused) {
                throw new FactSourceUnavailable(
                        platform + " refused: " + said.getMessage() + ". Check its credentials and accounts"
                                + " (adjudge.connector." + platform.replace('_', '-') + ".*)",
                        e);
            }
            if (said instanceof CircuitBreakerOpenException) {
                throw new FactSourceUnavailable(
                        platform + " failed too often and is left alone for a minute. Pull again then", e);
            }
            if (said instanceof PlatformFailure.Busy busy) {
                throw new FactSourceUnavailable(
                        platform + " asks to be left alone: " + busy.getMessage() + ". Pull again later",
                        busy.retryAfter(),
                        e);
            }
            String why = distrust(e);
            if (why != null) {
                throw new FactSourceUnavailable(notTrusted(platform, why), e);
            }
            if (said instanceof PlatformFailure
                    || said instanceof TimeoutException
                    || said instanceof ProcessingException
                    || said instanceof WebApplicationException) {
                throw new FactSourceUnavailable(
                        platform + " did not answer as it should: " + text(said) + ". Pull again later", e);
            }
            throw e;
        }
    }

    /** The client wraps what happens before and around a call. */
    private static RuntimeException said(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PlatformFailure failure) {
                return failure;
            }
        }
        return e;
    }

    /** What is wrong with the certificate that was shown; null when nothing was. */
    private static @Nullable String distrust(Throwable e) {
        String why = null;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (why != null || cause instanceof SSLException) {
                why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            }
        }
        return why;
    }

    private static String notTrusted(String platform, String why) {
        return platform + " could not be reached securely, so nothing was sent: " + why
                + ". Look whether the address is right and nothing answers in its place; trust a certificate authority of your own"
                + " with quarkus.rest-client.trust-store";
    }

    private static String text(RuntimeException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
