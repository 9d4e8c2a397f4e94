package dev.adjudge.ai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkiverse.langchain4j.openai.common.OpenAiRestApi;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;
import org.jspecify.annotations.Nullable;

/** Reads what the extension's own client leaves out of an unhappy answer: how long to wait; and lets it trust whom others trust. Of its words only the code is told on. */
public final class ModelResponses implements RestClientListener, ResponseExceptionMapper<RuntimeException> {

    private static final JsonMapper json = new JsonMapper();

    /** Before the extension's. */
    private static final int FIRST = 1;

    @Override
    public void onNewClient(Class<?> client, RestClientBuilder builder) {
        if (client == OpenAiRestApi.class) {
            builder.register(this, FIRST);
            ModelTrust.store().ifPresent(builder::trustStore);
        }
    }

    @Override
    public int getPriority() {
        return FIRST;
    }

    @Override
    public boolean handles(int status, MultivaluedMap<String, Object> headers) {
        return status >= 400;
    }

    @Override
    public RuntimeException toThrowable(Response response) {
        int status = response.getStatus();
        String message = "HTTP " + status + code(response);
        if (status == 429 || status == 503 && after(response) != null) {
            return new ModelFailure.Busy(message, after(response));
        }
        return status >= 500 && status != 501 || status == 408
                ? new ModelFailure.Unavailable(message, null)
                : new ModelFailure.Refused(message, status == 400 || status == 422 || status == 501);
    }

    /** Seconds; null when it is missing or a date. */
    private static @Nullable Duration after(Response response) {
        String seconds = response.getHeaderString(HttpHeaders.RETRY_AFTER);
        return seconds != null && seconds.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    private static String code(Response response) {
        try {
            String code = json.readTree(response.readEntity(String.class))
                    .path("error")
                    .path("code")
                    .asText()
                    .toLowerCase(Locale.ROOT);
            return code.matches("[a-z_]{1,60}") ? ", " + code : "";
        } catch (JsonProcessingException | RuntimeException e) {
            return "";
        }
    }
}
