package dev.adjudge.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What JSON over HTTP costs by itself: reads a body into a tree and writes a small answer. */
@Path("/bench/bare")
public class BareJson {

    private final ObjectMapper json;

    BareJson(ObjectMapper json) {
        this.json = json;
    }

    @POST
    @Operation(hidden = true)
    public JsonNode answer(JsonNode body) {
        return json.createObjectNode().put("fields", body.size());
    }
}
