package dev.adjudge.platform;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where a refusal or a fault becomes {@code application/problem+json}. */
final class ProblemMapper {

    /** PostgreSQL's code of a text that it can't keep. */
    private static final String UNSTORABLE_TEXT = "22021";

    /** How the codes begin of a connection that broke or could not be made, and of a server that stops or starts. */
    private static final Set<String> AWAY = Set.of("08", "57P");

    private static final Duration BACK_SOON = Duration.ofSeconds(5);
    private static final int TOO_LARGE = 413;
    private static final Logger log = Logger.getLogger(ProblemMapper.class);
    private static final String FORMS = "org.jboss.resteasy.reactive.server.core.multipart.";

    @ServerExceptionMapper
    Response refused(Problem problem, HttpServerRequest request) {
        return ProblemAnswer.response(problem, request);
    }

    // Named one by one: the framework maps mismatches itself, to an answer without a body, unless the very type is
    // mapped here.
    @ServerExceptionMapper({JacksonException.class, MismatchedInputException.class})
    Response malformed(JacksonException e, HttpServerRequest request) {
        Optional<Problem> whileReading = cause(e, Problem.class).filter(problem -> problem.status() == TOO_LARGE);
        return refused(whileReading.orElseGet(() -> JsonProblem.of(e)), request);
    }

    /** What the framework itself refuses: unknown paths, methods, media types, malformed parameters. */
    @ServerExceptionMapper
    Response refusedByFramework(WebApplicationException e, HttpServerRequest request) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException json) {
                return malformed(json, request);
            }
            if (cause instanceof Problem problem) {
                return refused(problem, request);
            }
        }
        if (e instanceof NotFoundException && e.getCause() instanceof IllegalArgumentException wrong) {
            return refused(Problem.wrong("A parameter of the query is wrong: " + message(wrong)), request);
        }
        Response given = e.getResponse();
        int status = given.getStatus();
        if (status < 400) {
            return given;
        }
        String detail =
                switch (status) {
                    case 404 -> "There is nothing at " + request.path() + "; see /q/openapi for what there is";
                    case 405 -> request.method() + " is not possible on " + request.path();
                    case 406 ->
                        "The answer can't be given as '" + request.getHeader("Accept") + "'; ask for application/json";
                    case 415 -> "A body of the type '" + request.getHeader("Content-Type") + "' is not read here";
                    default -> message(e);
                };
        return refused(Problem.other(status, given.getStatusInfo().getReasonPhrase(), detail), request);
    }

    /** What failed on another thread. */
    @ServerExceptionMapper
    Response failedElsewhere(CompletionException e, HttpServerRequest request) {
        return e.getCause() instanceof Problem problem ? refused(problem, request) : failed(e, request);
    }

    /** Whether the framework gave up on a form: it says so in exceptions of no type of their own. */
    private static boolean atReadingForm(Throwable fault) {
        return (fault instanceof IllegalArgumentException || fault.getClass() == RuntimeException.class)
                && Arrays.stream(fault.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith(FORMS));
    }

    /** A bug, or something broken below us: the log has it all, the client a number to ask for it. */
    @ServerExceptionMapper
    Response failed(Throwable fault, HttpServerRequest request) {
        SQLException refusal = cause(fault, SQLException.class).orElse(null);
        if (refusal != null && UNSTORABLE_TEXT.equals(refusal.getSQLState())) {
            return refused(
                    Problem.wrong("A text in this request has a NUL character, which no text may have"), request);
        }
        if (refusal != null && isAway(refusal)) {
            log.errorf("Request failed, the database is away, method=%s path=%s", request.method(), request.path());
            return refused(
                    Problem.away(
                            "The database can't be reached; what this request was to change may not have been kept. Send it"
                                    + " again when /q/health/ready says UP, with the same Idempotency-Key if it had one",
                            BACK_SOON),
                    request);
        }
        if (atReadingForm(fault)) {
            return refused(Problem.unreadable("The form can't be read: " + message(fault)), request);
        }
        String trace = ProblemAnswer.traceId(request);
        log.errorf(fault, "Request failed, method=%s path=%s traceId=%s", request.method(), request.path(), trace);
        return ProblemAnswer.response(
                Problem.other(500, "Internal error", "Something failed here; the log has it under " + trace),
                request,
                trace);
    }

    private static boolean isAway(SQLException e) {
        String code = e.getSQLState();
        // The pool gives no code when it waited in vain for a connection.
        return code == null || AWAY.stream().anyMatch(code::startsWith);
    }

    private static <T extends Throwable> Optional<T> cause(Throwable fault, Class<T> type) {
        return Stream.iterate(fault, Objects::nonNull, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private static String message(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
