package dev.adjudge.platform.limits;

import dev.adjudge.platform.Problem;
import dev.adjudge.platform.ProblemAnswer;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Refuses bodies that are too large for their path: before they are read, or as soon as they are. */
@ApplicationScoped
class RequestSizes {

    /** Behind the framework's own limit, which is the same for all paths. */
    private static final int AFTER_THE_GENERAL_LIMIT = 100;

    /** Bodies of paths with a limit this low are read as a whole before anything else is done. */
    private static final long MOST_COLLECTED = 1024 * 1024;

    /** Of these the larger ones are bounded all together. */
    private static final long LARGE = 128 * 1024;

    private final LargeBodies largeBodies = new LargeBodies();
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
    private void collect(RoutingContext call, long most) {
        HttpServerRequest request = call.request();
        Buffer body = Buffer.buffer();
        LargeBodies.@Nullable Share share = most > LARGE ? largeBodies.begin(call) : null;
        // What is read to its end over HTTP/2 can't be handed on: there it is stopped right before, where its length is
        // known.
        String length = request.version() == HttpVersion.HTTP_2 ? request.getHeader("Content-Length") : null;
        AtomicLong sent = new AtomicLong();
        request.handler(part -> {
            if (body.length() <= most && (share == null || share.takes(part.length()))) {
                body.appendBuffer(part);
            }
            if (length != null && sent.addAndGet(part.length()) == Long.parseLong(length)) {
                request.pause();
                collected(call, body, most, share);
            }
        });
        if (length == null) {
            request.endHandler(ended -> collected(call, body, most, share));
        }
        request.resume();
    }

    private static void collected(RoutingContext call, Buffer body, long most, LargeBodies.@Nullable Share share) {
        boolean whole = share == null || share.isWhole();
        if (body.length() > most) {
            ProblemAnswer.send(
                    call,
                    Problem.tooLarge("The body has more than " + most + " bytes, the most at "
                            + call.request().path()));
        } else if (!whole) {
            ProblemAnswer.send(call, Problem.busy("Too much is being sent here at once; send it again"));
        } else {
            call.setBody(body);
            call.next();
        }
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
