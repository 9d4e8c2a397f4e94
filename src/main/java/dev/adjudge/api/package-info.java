/** JSON over HTTP: translate, call, translate. */
@NullMarked
@OpenAPIDefinition(info = @Info(title = "Adjudge", version = "1"), security = @SecurityRequirement(name = "ApiKey"))
package dev.adjudge.api;

import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jspecify.annotations.NullMarked;
