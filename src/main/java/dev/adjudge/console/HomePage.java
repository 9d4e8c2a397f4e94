package dev.adjudge.console;

import dev.adjudge.platform.Callers;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Says who is signed in, and where to look. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
final class HomePage {

    private final Callers callers;

    HomePage(Callers callers) {
        this.callers = callers;
    }

    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance home(String actor, List<String> roles);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance show() {
        return Templates.home(
                callers.current().actor(), callers.roles().stream().sorted().toList());
    }
}
