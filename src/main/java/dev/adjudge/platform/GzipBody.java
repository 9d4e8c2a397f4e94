package dev.adjudge.platform;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks request bodies that were sent as gzip. The server below could, but cuts the connection where a body is not what
 * it claims to be; here that is a refusal like any other.
 */
@Provider
@Priority(Priorities.HEADER_DECORATOR)
public final class GzipBody implements ContainerRequestFilter {

    /** Where a call keeps how many bytes its body may have, also unpacked: a million of them can come as a thousand. */
    public static final String MOST_BYTES = GzipBody.class.getName();

    private final CurrentVertxRequest current;

    GzipBody(CurrentVertxRequest current) {
        this.current = current;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String encoding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        InputStream body = request.getEntityStream();
        if (encoding == null || body == null) {
            return;
        }
        switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> {}
            case "gzip", "x-gzip" -> request.setEntityStream(new Unpacked(body, mostBytes()));
            default ->
                throw Problem.unsupported(
                        "Content-Encoding is '" + encoding + "'; send the body as it is, or compressed with gzip");
        }
    }

    private long mostBytes() {
        Long most = current.getCurrent().get(MOST_BYTES);
        return most == null ? Long.MAX_VALUE : most;
    }

    /** Begins to unpack when the first byte is asked for. */
    private static final class Unpacked extends InputStream {

        private final InputStream packed;
        private final long most;
        private @Nullable InputStream plain;
        private long unpacked;

        Unpacked(InputStream packed, long most) {
            this.packed = packed;
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                InputStream source = plain;
                if (source == null) {
                    source = new GZIPInputStream(new Whole(packed), 1 << 16);
                    plain = source;
                }
                int read = source.read(buffer, offset, length);
                unpacked += Math.max(read, 0);
                if (unpacked > most) {
                    throw Problem.tooLarge(
                            "The body has more than " + most + " bytes once it is unpacked; send it in parts");
                }
                return read;
            } catch (ZipException e) {
                throw Problem.unreadable("The body is not gzip, though Content-Encoding says so: " + e.getMessage());
            } catch (EOFException e) {
                throw Problem.unreadable("The gzip body ends too early; it was cut off on its way. Send it again");
            }
        }

        @Override
        public void close() throws IOException {
            packed.close();
        }
    }

    /** Never says 0 bytes are there, which GZIPInputStream takes for the end of a body in several parts. */
    private static final class Whole extends FilterInputStream {

        Whole(InputStream in) {
            super(in);
        }

        @Override
        public int available() {
            return 1;
        }
    }
}
