package dev.adjudge.connector;

import dev.adjudge.act.ActionFailed;
import dev.adjudge.ingest.FactSourceUnavailable;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/** What an unhappy answer of a platform means to those who asked. */
public final class Answers {

    /** As long as a circuit stays open. */
    private static final Duration CIRCUIT = Duration.ofSeconds(60);

    private Answers() {}

    /** Tells by the HTTP status whether another try makes sense. */
    public static PlatformFailure failure(Response response, String message) {
        int status = response.getStatus();
        if (status == 429) {
            return new PlatformFailure.Busy(message, retryAfter(response));
        }
        return status >= 500 || status == 408
                ? new PlatformFailure.Unavailable(message)
                : new PlatformFailure.Refused(message);
    }

    /** The seconds of {@code Retry-After}; null when it is missing or a date. */
    public static @Nullable Duration retryAfter(Response response) {
        String seconds = response.getHeaderString(HttpHeaders.RETRY_AFTER);
        return seconds != null && seconds.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    /** Makes a call for an action. */
    public static <T> T forAction(String platform, Supplier<T> call) throws ActionFailed {
        try {
            return call.get();
        } catch (PlatformFailure.Refused e) {
            throw new ActionFailed.Permanent(platform + " refused: " + e.getMessage(), e);
        } catch (PlatformFailure.Busy e) {
            throw new ActionFailed.Temporary(platform + " asks to be left alone: " + e.getMessage(), e.retryAfter(), e);
        } catch (CircuitBreakerOpenException e) {
            throw new ActionFailed.Temporary(platform + " failed too often and is left alone for a minute", CIRCUIT, e);
        } catch (RuntimeException e) {
            throw new ActionFailed.Temporary(platform + " did not answer: " + text(e), null, e);
        }
    }

    /** Makes calls for a pull. */
    public static void forPull(String platform, Runnable calls) throws FactSourceUnavailable {
        try {
            calls.run();
        } catch (PlatformFailure.Refused e) {
            throw new FactSourceUnavailable(
                    platform + " refused: " + e.getMessage()
                            + ". Check its credentials and accounts (adjudge.connector." + platform.replace('_', '-')
                            + ".*)",
                    e);
        } catch (PlatformFailure e) {
            throw new FactSourceUnavailable(platform + " is in trouble: " + e.getMessage() + ". Pull again later", e);
        } catch (CircuitBreakerOpenException e) {
            throw new FactSourceUnavailable(
                    platform + " failed too often and is left alone for a minute. Pull again then", e);
        }
    }

    private static String text(RuntimeException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
