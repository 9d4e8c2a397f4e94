package dev.adjudge.api;

import dev.adjudge.audit.PersonalTexts;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The texts that the audit log holds only as a hash. */
@Path("/api/audit/texts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
final class PersonalTextResource {

    private final PersonalTexts texts;

    PersonalTextResource(PersonalTexts texts) {
        this.texts = texts;
    }

    @GET
    @Path("{commitment}")
    @Operation(
            summary = "The text of a person behind its hash, or when it was erased",
            description = "The hash is sha256 of the salt's bytes and the text in UTF-8")
    public PersonalTexts.Kept find(@PathParam("commitment") String commitment) {
        return texts.find(commitment);
    }
}
