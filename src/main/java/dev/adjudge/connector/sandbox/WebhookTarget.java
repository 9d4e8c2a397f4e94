package dev.adjudge.connector.sandbox;

import io.quarkus.rest.client.reactive.Url;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Who is told of what happens on the simulated Meta. */
@RegisterRestClient(baseUri = "http://localhost", configKey = "sandbox-webhook")
interface WebhookTarget {

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Timeout(value = 20, unit = ChronoUnit.SECONDS)
    Response send(@Url String url, @HeaderParam("X-Hub-Signature-256") String signature, byte[] body);
}
