package dev.adjudge.connector.meta;

import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Meta may say 200 and give an error in place of what was asked for; that is a failure like any other. */
@Singleton
class MetaAnswers implements ClientResponseFilter {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final String ERROR = "{\"error\":";
    private static final int BEGINNING = 64;

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) throws IOException {
        InputStream body = response.getStatus() == OK ? response.getEntityStream() : null;
        if (body == null) {
            return;
        }
        BufferedInputStream again = new BufferedInputStream(body);
        again.mark(BEGINNING);
        String beginning = new String(again.readNBytes(BEGINNING), StandardCharsets.UTF_8);
        again.reset();
        response.setEntityStream(again);
        if (beginning.replaceAll("\\s", "").startsWith(ERROR)) {
            response.setStatus(BAD_REQUEST);
        }
    }
}
