package dev.adjudge.platform.limits;

import dev.adjudge.platform.Problem;
import dev.adjudge.platform.ProblemAnswer;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses bodies that are too large for their path: before they are read, or as soon as they are. */
@ApplicationScoped
class RequestSizes {

    /** Behind the framework's own limit, which is the same for all paths. */
    private static final int AFTER_THE_GENERAL_LIMIT = 100;

    /** Bodies of paths with a limit this low are read as a whole before anything else is done. */
    private static final long MOST_COLLECTED = 128 * 1024;

    private final ByPath<MemorySize> limits;

    RequestSizes(LimitSettings settings) {
        limits = new ByPath<>("adjudge.limits.body", settings.body());
    }

    void limit(@Observes Filters filters) {
        filters.register(this::check, AFTER_THE_GENERAL_LIMIT);
    }

    private void check(RoutingContext call) {
        long most = limits.of(call.normalizedPath()).getValue().asLongValue();
        String length = call.request().getHeader("Content-Length");
        if (length == null) {
            // For the handlers that take a body as a whole.
            call.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, most);
            if (most <= MOST_COLLECTED && call.request().headers().contains("Transfer-Encoding")) {
                collect(call, most);
            } else {
                call.next();
            }
        } else if (Long.parseLong(length) > most) {
            // What still comes is thrown away: closed in the middle of sending, a client never reads why.
            call.request().handler(ignored -> {}).resume();
            ProblemAnswer.send(
                    call,
                    Problem.tooLarge("The body has " + length + " bytes; " + most + " are the most at "
                            + call.request().path() + ". Send it in parts"));
        } else if (most <= MOST_COLLECTED && !length.equals("0")) {
            collect(call, most);
        } else {
            call.next();
        }
    }

    /** No thread waits for it: whoever sends half a form and no more, many times, takes none away from others. */
    private static void collect(RoutingContext call, long most) {
        Buffer body = Buffer.buffer();
        call.request()
                .handler(part -> {
                    if (body.length() <= most) {
                        body.appendBuffer(part);
                    }
                })
                .endHandler(ended -> {
                    if (body.length() > most) {
                        ProblemAnswer.send(
                                call,
                                Problem.tooLarge("The body has more than " + most + " bytes, the most at "
                                        + call.request().path()));
                    } else {
                        call.setBody(body);
                        call.next();
                    }
                })
                .resume();
    }

    /** What is sent in pieces, or packed, shows its size only as it is read. */
    @ServerRequestFilter(priority = Priorities.HEADER_DECORATOR + 1)
    void bound(ContainerRequestContext request) {
        String path = request.getUriInfo().getRequestUri().getPath();
        long most = limits.of(path).getValue().asLongValue();
        if (request.getEntityStream() != null) {
            request.setEntityStream(new Bounded(request.getEntityStream(), most, path));
        }
    }

    private static final class Bounded extends FilterInputStream {

        private final long most;
        private final String path;
        private long taken;

        Bounded(InputStream in, long most, String path) {
            super(in);
            this.most = most;
            this.path = path;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int some = super.read(buffer, offset, length);
            count(Math.max(some, 0));
            return some;
        }

        private void count(int some) {
            taken += some;
            if (taken > most) {
                throw Problem.tooLarge("The body has more than " + most + " bytes, which are the most at " + path
                        + ". Send it in parts");
            }
        }
    }
}
