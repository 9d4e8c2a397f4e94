package dev.adjudge.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.platform.IdempotencyKeys.Kept;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** Honours {@code Idempotency-Key} on the resources marked {@link Idempotent}. The body is hashed as it streams by. */
@Provider
@Idempotent
public final class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String HEADER = "Idempotency-Key";
    private static final String CLAIM = IdempotencyFilter.class.getName();
    private static final int LONGEST_KEY = 255;
    private static final int LOWEST_ERROR = 400;

    private final IdempotencyKeys keys;
    private final Callers callers;
    private final ObjectMapper json;

    IdempotencyFilter(IdempotencyKeys keys, Callers callers, ObjectMapper json) {
        this.callers = callers;
        this.keys = keys;
        this.json = json;
    }

    private record Claim(String key, String request, HashedBody body) {}

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        String key = request.getHeaderString(HEADER);
        if (key == null) {
            return;
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problem.unreadable(HEADER + " has " + key.length() + " characters; send 1 to " + LONGEST_KEY);
        }
        String actor = callers.current().actor();
        String ofCaller = actor + " " + key; // keys of others are none of their business
        String what = actor + " " + request.getMethod() + " "
                + request.getUriInfo().getRequestUri().getRawPath() + "?"
                + request.getUriInfo().getRequestUri().getRawQuery();
        InputStream body =
                request.getEntityStream() == null ? InputStream.nullInputStream() : request.getEntityStream();
        HashedBody hashed = new HashedBody(body, Sha256.start());
        Optional<Kept> before = keys.claim(ofCaller, what);
        if (before.isPresent()) {
            request.abortWith(again(key, before.get(), hashed));
            return;
        }
        request.setEntityStream(hashed);
        request.setProperty(CLAIM, new Claim(ofCaller, what, hashed));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        if (!(request.getProperty(CLAIM) instanceof Claim claim)) {
            return;
        }
        boolean answered = false;
        try {
            if (response.getStatus() < LOWEST_ERROR) {
                keys.answer(claim.key(), claim.request(), kept(claim, response));
                answered = true;
            }
        } finally {
            if (!answered) {
                keys.release(claim.key(), claim.request());
            }
        }
    }

    private Kept kept(Claim claim, ContainerResponseContext response) throws IOException {
        String body = response.hasEntity() ? json.writeValueAsString(response.getEntity()) : null;
        return new Kept(
                claim.body().hash(), response.getStatus(), body, response.getHeaderString(HttpHeaders.LOCATION));
    }

    private static Response again(String key, Kept kept, HashedBody body) throws IOException {
        if (!kept.isAnswered()) {
            throw Problem.conflict("A request with the " + HEADER + " '" + key
                    + "' is still under way; wait for its answer, or send this one with a key of its own");
        }
        if (!body.hash().equals(kept.bodyHash())) {
            throw Problem.wrong(
                    "The " + HEADER + " '" + key + "' was used with another body; send a new request with a new key");
        }
        Response.ResponseBuilder answer =
                Response.status(kept.status()).type(MediaType.APPLICATION_JSON).entity(kept.body());
        if (kept.location() != null) {
            answer.header(HttpHeaders.LOCATION, kept.location());
        }
        return answer.build();
    }

    /** A body that is hashed to its end, also where the resource stops reading or closes it early. */
    private static final class HashedBody extends DigestInputStream {
        private boolean closed;

        HashedBody(InputStream body, MessageDigest digest) {
            super(body, digest);
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                transferTo(OutputStream.nullOutputStream());
                closed = true;
                super.close();
            }
        }

        String hash() throws IOException {
            close();
            return "sha256:" + HexFormat.of().formatHex(getMessageDigest().digest());
        }
    }
}
