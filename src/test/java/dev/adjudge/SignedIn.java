package dev.adjudge;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import java.util.List;

/** Tests call as an admin, unless they send an Authorization of their own, or {@code given().noFilters()}. */
public final class SignedIn implements QuarkusTestBeforeEachCallback {

    /** As in META-INF/microprofile-config.properties. */
    public static final String KEY = "only-for-the-tests-0123456789";

    /** The value of the Authorization header. */
    public static final String AUTHORIZATION = "ApiKey " + KEY;

    private static final Filter AS_ADMIN = (request, response, context) -> {
        if (!request.getHeaders().hasHeaderWithName("Authorization")) {
            request.header("Authorization", AUTHORIZATION);
        }
        return context.next(request, response);
    };

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        RestAssured.replaceFiltersWith(List.of(AS_ADMIN));
    }
}
